package app.accord.banking;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A camt.053 statement, written as banks write it. */
public final class Statement {

	private final String id;

	private final String version;

	private final List<String> entries = new ArrayList<>();

	private final LocalDate day;

	/** A statement of that day in that version, 02 to 08. */
	public Statement(String id, String version, LocalDate day) {
		this.id = id;
		this.version = version;
		this.day = day;
	}

	/** Money in. */
	public Statement in(String reference, String amount, String name, String iban, String text) {
		return entry(reference, amount, "CRDT", party("Dbtr", name, iban) + remittance(text), "");
	}

	/** Money in, with the payer's id of the transfer and a structured reference. */
	public Statement in(String reference, String amount, String name, String iban, String endToEnd, String structured) {
		return entry(reference, amount, "CRDT", refs(endToEnd) + party("Dbtr", name, iban)
				+ "<RmtInf><Strd><CdtrRefInf><Ref>" + structured + "</Ref></CdtrRefInf></Strd></RmtInf>", "");
	}

	/** Money out. */
	public Statement out(String reference, String amount, String name, String iban, String text) {
		return entry(reference, amount, "DBIT", party("Cdtr", name, iban) + remittance(text), "");
	}

	/** A transfer that comes back. */
	public Statement returned(String reference, String amount, String name, String iban, String endToEnd, String code) {
		return entry(reference, amount, "DBIT",
				refs(endToEnd) + party("Cdtr", name, iban) + "<RtrInf><Rsn><Cd>" + code + "</Cd></Rsn></RtrInf>", "");
	}

	/** Several transactions in one booking. */
	public Statement batch(String reference, String total, List<String> amounts, List<String> names) {
		StringBuilder details = new StringBuilder();
		for (int i = 0; i < amounts.size(); i++) {
			details.append("<TxDtls><Refs><EndToEndId>")
				.append(reference)
				.append("-")
				.append(i)
				.append("</EndToEndId></Refs>")
				.append("<AmtDtls><TxAmt><Amt Ccy=\"USD\">")
				.append(amounts.get(i))
				.append("</Amt></TxAmt></AmtDtls>")
				.append(party("Dbtr", names.get(i), "US00BATCH" + i))
				.append("</TxDtls>");
		}
		this.entries.add(head(reference, total, "CRDT", "") + "<NtryDtls>" + details + "</NtryDtls></Ntry>");
		return this;
	}

	/** Anything between the tags of an entry. */
	public Statement raw(String entry) {
		this.entries.add(entry);
		return this;
	}

	/** The file. */
	public byte[] bytes() {
		return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001."
				+ this.version + "\"><BkToCstmrStmt><GrpHdr><MsgId>M-" + this.id
				+ "</MsgId><CreDtTm>2026-11-03T20:00:00</CreDtTm></GrpHdr><Stmt><Id>" + this.id
				+ "</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>USD</Ccy></Acct>"
				+ String.join("\n", this.entries) + "</Stmt></BkToCstmrStmt></Document>")
			.getBytes(StandardCharsets.UTF_8);
	}

	private Statement entry(String reference, String amount, String side, String details, String more) {
		this.entries
			.add(head(reference, amount, side, more) + "<NtryDtls><TxDtls>" + details + "</TxDtls></NtryDtls></Ntry>");
		return this;
	}

	private String head(String reference, String amount, String side, String more) {
		String status = this.version.equals("08") ? "<Sts><Cd>BOOK</Cd></Sts>" : "<Sts>BOOK</Sts>";
		return "<Ntry><NtryRef>" + reference + "</NtryRef><Amt Ccy=\"USD\">" + amount + "</Amt><CdtDbtInd>" + side
				+ "</CdtDbtInd>" + status + "<BookgDt><Dt>" + this.day + "</Dt></BookgDt><ValDt><Dt>" + this.day
				+ "</Dt></ValDt><AcctSvcrRef>" + reference + "</AcctSvcrRef>" + more;
	}

	private static String refs(String endToEnd) {
		return "<Refs><EndToEndId>" + endToEnd + "</EndToEndId></Refs>";
	}

	private String party(String who, String name, String iban) {
		String named = this.version.equals("08") ? "<Pty><Nm>" + name + "</Nm></Pty>" : "<Nm>" + name + "</Nm>";
		return "<RltdPties>" + ((name != null) ? "<" + who + ">" + named + "</" + who + ">" : "")
				+ ((iban != null) ? "<" + who + "Acct><Id><IBAN>" + iban + "</IBAN></Id></" + who + "Acct>" : "")
				+ "</RltdPties>";
	}

	private static String remittance(String text) {
		return (text != null) ? "<RmtInf><Ustrd>" + text + "</Ustrd></RmtInf>" : "";
	}

}
