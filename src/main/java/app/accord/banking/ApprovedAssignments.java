package app.accord.banking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import app.accord.actor.Actor;
import app.accord.banking.Deciding.Share;
import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.ApprovedAction;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Assignments of statement lines that go beyond somebody's limit: asked for, and carried
 * out when a second person approves.
 */
@Component
public class ApprovedAssignments implements ApprovedAction {

	private final Approvals approvals;

	private final BankLines lines;

	private final Deciding deciding;

	ApprovedAssignments(Approvals approvals, BankLines lines, Deciding deciding) {
		this.approvals = approvals;
		this.lines = lines;
		this.deciding = deciding;
	}

	/**
	 * Asks a second person to let a line be assigned so.
	 * @param shares together the line's amount
	 */
	@Transactional
	public Approval ask(long lineId, List<Share> shares, Actor actor) {
		BankLine line = this.lines.get(lineId);
		if (line.state() != BankLine.State.WAITING) {
			throw new Refusal("This line has been decided already.");
		}
		Deciding.requireWhole(line, shares);
		String wanted = written(shares);
		Share first = shares.getFirst();
		return this.approvals.request(new NewApproval(first.account().customerId(), first.account().no(),
				Permission.MANUAL_PAYMENT, kind(), line.amount(),
				"Transfer of " + Amounts.show(line.amount()) + " from " + line.payer() + " to be posted to "
						+ shares.stream().map((share) -> share.account().toString()).collect(Collectors.joining(", ")),
				(line.text() != null) ? "The payer wrote: " + NewLine.cut(line.text(), 300) : "The payer wrote nothing",
				Map.of("line", Long.toString(lineId), "shares", wanted)), actor,
				"bank-" + lineId + "-" + line.version() + "-" + Integer.toHexString(wanted.hashCode()));
	}

	@Override
	public String kind() {
		return "bank-assignment";
	}

	@Override
	@Transactional
	public void carryOut(Approval approval, Actor approver) {
		List<Share> shares = new ArrayList<>();
		for (String share : approval.details().get("shares").split(" ")) {
			String[] parts = share.split("=");
			shares.add(new Share(AccountNumber.parse(parts[0]),
					Amounts.ofMinor(approval.amount().getCurrencyUnit().getCode(), Long.parseLong(parts[1]))));
		}
		this.deciding.assignApproved(Long.parseLong(approval.details().get("line")), shares, approval.requester());
	}

	private static String written(List<Share> shares) {
		return shares.stream()
			.map((share) -> share.account() + "=" + Amounts.minor(share.amount()))
			.sorted()
			.collect(Collectors.joining(" "));
	}

}
