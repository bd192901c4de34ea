package app.accord.banking;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import app.accord.refusal.Refusal;
import org.joda.money.CurrencyUnit;

/**
 * Reads bank statements of ISO 20022 (camt.053.001.02 to .08, whatever the prefix of the
 * namespace) as a stream: of the file never more than one entry is held. No DTD and no
 * entity is read.
 */
final class Camt053 {

	private static final Pattern NAMESPACE = Pattern
		.compile("urn:iso:std:iso:20022:tech:xsd:(camt\\.\\d{3})\\.001\\.(\\d{2})");

	private static final int DEEPEST = 40;

	private static final int LONGEST_TEXT = 10_000;

	private Camt053() {
	}

	/** Whether a file looks like XML at all. */
	static boolean looksLikeXml(byte[] content) {
		for (int i = 0; i < Math.min(content.length, 200); i++) {
			int c = content[i] & 0xff;
			if (c == '<') {
				return true;
			}
			if (c > ' ' && c != 0xef && c != 0xbb && c != 0xbf && c != 0xfe && c != 0xff) {
				return false;
			}
		}
		return false;
	}

	/**
	 * Refuses a file that is no such statement.
	 * @throws Refusal with a sentence
	 */
	static void requireStatement(byte[] content) {
		try {
			XMLStreamReader xml = open(content);
			xml.nextTag();
			requireStatement(xml);
		}
		catch (XMLStreamException ex) {
			throw new Refusal("file", "The file is not well-formed XML.");
		}
	}

	/** How many entries a file has, to show progress by; never fails. */
	static int count(byte[] content) {
		int[] entries = { 0 };
		try {
			XMLStreamReader xml = open(content);
			while (xml.hasNext()) {
				if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Ntry")) {
					entries[0]++;
				}
			}
		}
		catch (XMLStreamException ex) {
			return entries[0];
		}
		return entries[0];
	}

	/**
	 * Reads a file.
	 * @throws Refusal with a sentence if it is no such statement, or breaks off
	 */
	static void read(byte[] content, LineSink sink) {
		Reader reader = new Reader(sink);
		try {
			XMLStreamReader xml = open(content);
			xml.nextTag();
			requireStatement(xml);
			reader.document(xml);
		}
		catch (XMLStreamException ex) {
			throw new Refusal("file",
					"The file is not well-formed XML"
							+ ((ex.getLocation() != null) ? " (line " + ex.getLocation().getLineNumber() + ")" : "")
							+ ((reader.entries > 0) ? "; what stands before that was read" : "") + ".");
		}
		if (reader.statements == 0) {
			throw new Refusal("file", "There is no statement in this file.");
		}
	}

	private static XMLStreamReader open(byte[] content) throws XMLStreamException {
		XMLInputFactory factory = XMLInputFactory.newInstance();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
		factory.setProperty(XMLInputFactory.IS_COALESCING, true);
		return factory.createXMLStreamReader(new ByteArrayInputStream(content));
	}

	private static void requireStatement(XMLStreamReader xml) {
		String namespace = String.valueOf(xml.getNamespaceURI());
		Matcher known = NAMESPACE.matcher(namespace);
		if (known.matches() && !known.group(1).equals("camt.053")) {
			throw new Refusal("file",
					"This is " + known.group(1) + (known.group(1).equals("camt.052") ? ", a report within the day" : "")
							+ (known.group(1).equals("camt.054") ? ", a notification" : "")
							+ ". Load the statement of the day, camt.053.");
		}
		if (!xml.getLocalName().equals("Document") || !known.matches()) {
			throw new Refusal("file", "This XML file is no bank statement (camt.053 of ISO 20022).");
		}
	}

	/** What was read of one element and those within it. */
	private static final class Node {

		private final String name;

		private final Map<String, String> attributes = new HashMap<>(2);

		private final List<Node> children = new ArrayList<>(4);

		private final StringBuilder text = new StringBuilder();

		Node(String name) {
			this.name = name;
		}

		/** The text at that path, or null. */
		String at(String path) {
			Node node = node(path);
			return (node != null) ? NewLine.cut(node.text.toString(), LONGEST_TEXT) : null;
		}

		/** The first text that is there. */
		String first(String... paths) {
			return Stream.of(paths).map(this::at).filter((text) -> text != null).findFirst().orElse(null);
		}

		Node node(String path) {
			Node node = this;
			for (String step : path.split("/")) {
				node = node.children.stream().filter((child) -> child.name.equals(step)).findFirst().orElse(null);
				if (node == null) {
					return null;
				}
			}
			return node;
		}

		/** All texts of elements of that name below. */
		String all(String path, String name) {
			Node node = node(path);
			return (node == null) ? null
					: node.children.stream()
						.filter((child) -> child.name.equals(name))
						.map((child) -> child.text.toString().strip())
						.filter((text) -> !text.isEmpty())
						.collect(Collectors.collectingAndThen(Collectors.joining(" "),
								(joined) -> joined.isEmpty() ? null : joined));
		}

	}

	private static final class Reader {

		private final LineSink sink;

		private final Map<String, Integer> seen = new HashMap<>();

		private int statements;

		private int entries;

		private String statementId;

		private String account;

		private String currency;

		Reader(LineSink sink) {
			this.sink = sink;
		}

		void document(XMLStreamReader xml) throws XMLStreamException {
			while (xml.hasNext()) {
				if (xml.next() != XMLStreamConstants.START_ELEMENT) {
					continue;
				}
				switch (xml.getLocalName()) {
					case "Stmt" -> {
						this.statements++;
						this.statementId = null;
						this.account = null;
						this.currency = null;
					}
					case "Id" -> {
						String id = text(xml);
						this.statementId = (this.statementId == null) ? id : this.statementId;
					}
					case "Acct" -> {
						Node acct = tree(xml);
						this.account = NewLine.account(acct.first("Id/IBAN", "Id/Othr/Id"));
						this.currency = acct.at("Ccy");
					}
					case "Ntry" -> entry(xml);
					case "GrpHdr", "Bal", "TxsSummry", "FrToDt", "Intrst", "RltdAcct" -> tree(xml);
					default -> {
					}
				}
			}
		}

		private void entry(XMLStreamReader xml) throws XMLStreamException {
			int rowNo = ++this.entries;
			List<NewLine> lines = new ArrayList<>();
			Node entry = new Node("Ntry");
			List<Node> details = new ArrayList<>();
			read(xml, entry, 0, details);
			try {
				lines.addAll(lines(rowNo, entry, details));
			}
			catch (BadLine ex) {
				this.sink.refused(rowNo, ex.getMessage(), NewLine.cut(summary(entry), 500));
				return;
			}
			lines.forEach(this.sink::line);
		}

		private static String summary(Node entry) {
			return Stream
				.of(entry.first("BookgDt/Dt", "BookgDt/DtTm"), entry.at("CdtDbtInd"), entry.at("Amt"),
						entry.first("AcctSvcrRef", "NtryRef"), entry.at("AddtlNtryInf"))
				.filter((text) -> text != null)
				.collect(Collectors.joining(" · "));
		}

		private List<NewLine> lines(int rowNo, Node entry, List<Node> details) {
			String status = entry.first("Sts/Cd", "Sts/Prtry", "Sts");
			if (status != null && !status.equals("BOOK")) {
				throw new BadLine("The entry is not booked yet (" + status + "); it comes again when it is.");
			}
			long total = signed(amount(entry.node("Amt")), entry.at("CdtDbtInd"));
			String unit = currency(entry.node("Amt"));
			LocalDate booked = day(entry.first("BookgDt/Dt", "BookgDt/DtTm"));
			if (booked == null) {
				throw new BadLine("The entry has no booking date.");
			}
			if (details.size() > 1) {
				List<Long> amounts = details.stream().map((detail) -> ofDetail(detail, entry, unit)).toList();
				if (amounts.stream().allMatch((amount) -> amount != null)
						&& amounts.stream().mapToLong(Long::longValue).sum() == total) {
					List<NewLine> lines = new ArrayList<>();
					for (int i = 0; i < details.size(); i++) {
						lines.add(line(rowNo, entry, details.get(i), amounts.get(i), unit, booked, i + 1));
					}
					return lines;
				}
				// Parts that don't add up are kept as one: the bank's total is what
				// counts.
				Node joined = new Node("TxDtls");
				details.stream().flatMap((detail) -> detail.children.stream()).forEach(joined.children::add);
				return List.of(line(rowNo, entry, joined, total, unit, booked, 0));
			}
			return List.of(line(rowNo, entry, details.isEmpty() ? new Node("TxDtls") : details.getFirst(), total, unit,
					booked, 0));
		}

		private Long ofDetail(Node detail, Node entry, String unit) {
			Node amount = Stream.of("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
				.map(detail::node)
				.filter((node) -> node != null && unit.equals(node.attributes.get("Ccy")))
				.findFirst()
				.orElse(null);
			String side = (detail.at("CdtDbtInd") != null) ? detail.at("CdtDbtInd") : entry.at("CdtDbtInd");
			return (amount != null) ? signed(amount(amount), side) : null;
		}

		private NewLine line(int rowNo, Node entry, Node detail, long amountMinor, String unit, LocalDate booked,
				int part) {
			boolean in = amountMinor > 0;
			String who = in ? "Dbtr" : "Cdtr";
			String name = detail.first("RltdPties/" + who + "/Nm", "RltdPties/" + who + "/Pty/Nm",
					"RltdPties/Ultmt" + who + "/Nm", "RltdPties/Ultmt" + who + "/Pty/Nm");
			String number = NewLine
				.account(detail.first("RltdPties/" + who + "Acct/Id/IBAN", "RltdPties/" + who + "Acct/Id/Othr/Id"));
			String text = joined(detail.all("RmtInf", "Ustrd"), documents(detail), detail.at("AddtlTxInf"),
					entry.at("AddtlNtryInf"));
			String bankReference = entry.at("AcctSvcrRef");
			String ownReference = detail.at("Refs/AcctSvcrRef");
			String reference = (ownReference != null) ? ownReference
					: (bankReference != null) ? bankReference : entry.at("NtryRef");
			String endToEnd = provided(detail.at("Refs/EndToEndId"));
			String code = detail.first("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry");
			if (code == null && returned(entry, detail)) {
				code = "NARR";
			}
			String original = (code == null) ? null : joined(provided(detail.at("Refs/EndToEndId")),
					provided(detail.at("Refs/InstrId")), provided(detail.at("Refs/TxId")));
			String base;
			if (bankReference != null || ownReference != null) {
				base = NewLine.identityOf("reference", this.account, bankReference, ownReference, part, endToEnd,
						booked, amountMinor, unit);
			}
			else if (this.statementId != null && entry.at("NtryRef") != null) {
				base = NewLine.identityOf("statement", this.account, this.statementId, entry.at("NtryRef"), part,
						booked, amountMinor, unit);
			}
			else {
				base = NewLine.identityOf("content", this.account, booked, amountMinor, unit, name, number, text,
						endToEnd);
			}
			// Two lines alike in one file are two; the same two in the next file are
			// these.
			int occurrence = this.seen.merge(base, 1, Integer::sum);
			String identity = (occurrence == 1) ? base : NewLine.identityOf(base, occurrence);
			return new NewLine(rowNo, identity, this.account, NewLine.cut(this.statementId, 140),
					NewLine.cut(reference, 140), booked, day(entry.first("ValDt/Dt", "ValDt/DtTm")), unit, amountMinor,
					NewLine.cut(name, 200), number, NewLine.cut(text, 1000),
					NewLine.cut(detail.at("RmtInf/Strd/CdtrRefInf/Ref"), 140), NewLine.cut(endToEnd, 140),
					NewLine.cut(original, 300), NewLine.cut(code, 35),
					NewLine.cut(detail.first("RtrInf/AddtlInf", "AddtlTxInf"), 300));
		}

		private static String documents(Node detail) {
			return detail.first("RmtInf/Strd/RfrdDocInf/Nb", "RmtInf/Strd/AddtlRmtInf");
		}

		/** Families of the ISO list that mean a return, and the reversal indicator. */
		private static boolean returned(Node entry, Node detail) {
			String sub = Stream.of(detail.at("BkTxCd/Domn/Fmly/SubFmlyCd"), entry.at("BkTxCd/Domn/Fmly/SubFmlyCd"))
				.filter((code) -> code != null)
				.findFirst()
				.orElse("");
			return "true".equals(entry.at("RvslInd")) || sub.equals("RRTN") || sub.equals("RPCR") || sub.equals("UPDD")
					|| sub.equals("PRDD") || sub.equals("RIMB");
		}

		private String currency(Node amount) {
			String code = (amount != null && amount.attributes.get("Ccy") != null) ? amount.attributes.get("Ccy")
					: this.currency;
			try {
				return CurrencyUnit.of(String.valueOf(code)).getCode();
			}
			catch (RuntimeException ex) {
				throw new BadLine("The entry names no currency that is known (" + code + ").");
			}
		}

		private long amount(Node node) {
			String text = (node != null) ? node.text.toString().strip() : "";
			if (!text.matches("\\d{1,15}(\\.\\d{1,9})?")) {
				throw new BadLine("“" + NewLine.cut(text + " ", 40) + "” is no amount.");
			}
			BigDecimal value = new BigDecimal(text).stripTrailingZeros();
			int decimals = CurrencyUnit.of(currency(node)).getDecimalPlaces();
			if (value.scale() > decimals) {
				throw new BadLine("The amount " + text + " has more decimals than its currency.");
			}
			if (value.signum() == 0) {
				throw new BadLine("The amount is zero.");
			}
			return value.movePointRight(decimals).longValueExact();
		}

		private static long signed(long amount, String side) {
			return switch (String.valueOf(side)) {
				case "CRDT" -> amount;
				case "DBIT" -> -amount;
				default -> throw new BadLine("The entry does not say whether it is a credit or a debit.");
			};
		}

		private static LocalDate day(String text) {
			if (text == null || text.length() < 10) {
				return null;
			}
			try {
				return LocalDate.parse(text.substring(0, 10));
			}
			catch (DateTimeException ex) {
				throw new BadLine("“" + NewLine.cut(text, 40) + "” is no date.");
			}
		}

		private static String provided(String reference) {
			return (reference == null || reference.equalsIgnoreCase("NOTPROVIDED")) ? null : reference;
		}

		private static String joined(String... texts) {
			String all = Stream.of(texts).filter((text) -> text != null).distinct().collect(Collectors.joining(" "));
			return all.isEmpty() ? null : all;
		}

		private static Node tree(XMLStreamReader xml) throws XMLStreamException {
			Node node = new Node(xml.getLocalName());
			read(xml, node, 0, null);
			return node;
		}

		private static String text(XMLStreamReader xml) throws XMLStreamException {
			return NewLine.cut(tree(xml).text.toString(), LONGEST_TEXT);
		}

		/**
		 * Reads up to the end of the element that the reader stands on. Transactions are
		 * set aside one by one.
		 */
		private static void read(XMLStreamReader xml, Node into, int depth, List<Node> details)
				throws XMLStreamException {
			if (depth > DEEPEST) {
				throw new XMLStreamException("Nested too deeply.", xml.getLocation());
			}
			for (int i = 0; i < xml.getAttributeCount(); i++) {
				into.attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
			}
			while (xml.hasNext()) {
				switch (xml.next()) {
					case XMLStreamConstants.START_ELEMENT -> {
						Node child = new Node(xml.getLocalName());
						if (details != null && child.name.equals("TxDtls")) {
							details.add(child);
							read(xml, child, depth + 1, null);
						}
						else {
							into.children.add(child);
							read(xml, child, depth + 1, details);
						}
					}
					case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
						if (into.text.length() < LONGEST_TEXT) {
							into.text.append(xml.getText());
						}
					}
					case XMLStreamConstants.END_ELEMENT -> {
						return;
					}
					default -> {
					}
				}
			}
		}

	}

}
