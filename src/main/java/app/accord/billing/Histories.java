package app.accord.billing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Posts the histories of many accounts in batches, by the same rules and into the same
 * ledger as single postings: for imports and the sample company.
 */
@Component
public class Histories {

	private final Ledger ledger;

	private final Invoices invoices;

	private final Timeline timeline;

	private final LiveChanges live;

	Histories(Ledger ledger, Invoices invoices, Timeline timeline, LiveChanges live) {
		this.ledger = ledger;
		this.invoices = invoices;
		this.timeline = timeline;
		this.live = live;
	}

	/**
	 * Posts histories in the caller's transaction, each after what its account has
	 * already.
	 * @return the entries posted, in the histories' order after sorting by account number
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<LedgerEntry> append(List<AccountHistory> histories) {
		List<LedgerEntry> entries = new ArrayList<>();
		List<Invoices.Issued> issued = new ArrayList<>();
		List<NewInteraction> interactions = new ArrayList<>();
		Map<AccountNumber, LockedAccount> locked = new HashMap<>();
		List<Ledger.Advance> advances = new ArrayList<>();
		List<AccountHistory> inOrder = histories.stream()
			.sorted(Comparator.<AccountHistory>comparingLong((history) -> history.account().customerId())
				.thenComparingInt((history) -> history.account().no()))
			.toList();
		for (AccountHistory history : inOrder) {
			LockedAccount before = locked.computeIfAbsent(history.account(), this.ledger::lock);
			LockedAccount account = before;
			for (AccountHistory.Event event : history.events()) {
				account = post(account, event, entries, issued, interactions);
			}
			if (account.lastSeq() != before.lastSeq()) {
				advances.add(new Ledger.Advance(before, account));
				locked.put(account.number(), account);
			}
		}
		this.ledger.insert(entries);
		this.ledger.advance(advances);
		this.invoices.insert(issued);
		this.timeline.recordAll(interactions);
		Set<Long> customers = inOrder.stream()
			.map((history) -> history.account().customerId())
			.collect(Collectors.toSet());
		this.live.mark(customers, Topic.ACCOUNT);
		return entries;
	}

	/**
	 * What was billed to customers over all their accounts, corrections included: to
	 * compare with what another system has.
	 * @return minor units by customer; nobody for whom there is nothing
	 */
	@Transactional(readOnly = true)
	public Map<Long, Long> billed(Collection<Long> customerIds) {
		return this.ledger.billed(customerIds);
	}

	/**
	 * Locks accounts until the caller's transaction ends. Whoever draws numbers of their
	 * customers' series and posts to them later does this first: a sale locks the account
	 * before it draws numbers, and two that wait for each other would end in a failure.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void hold(Collection<AccountNumber> accounts) {
		accounts.stream().distinct().sorted(AccountNumber.IN_ORDER).forEach(this.ledger::lock);
	}

	private LockedAccount post(LockedAccount account, AccountHistory.Event event, List<LedgerEntry> entries,
			List<Invoices.Issued> issued, List<NewInteraction> interactions) {
		AccountNumber number = account.number();
		return switch (event) {
			case AccountHistory.Billed billed -> {
				InvoiceNumber invoice = new InvoiceNumber(number.customerId(), billed.invoiceNo());
				LockedAccount after = post(account, Invoices.movements(invoice, billed.invoice()), event, entries);
				issued.add(new Invoices.Issued(invoice, number, billed.at(), billed.invoice(), after.lastSeq()));
				interactions.add(Invoices.issuing(invoice, number, billed.at(), billed.invoice(), after.lastSeq(),
						billed.actor()));
				yield after;
			}
			case AccountHistory.Moved moved -> {
				LockedAccount after = post(account, List.of(moved.movement()), event, entries);
				if (moved.summary() != null) {
					interactions.add(noticing(number, moved.at(), moved, after.lastSeq()));
				}
				yield after;
			}
		};
	}

	private static LockedAccount post(LockedAccount account, List<Movement> movements, AccountHistory.Event event,
			List<LedgerEntry> entries) {
		if (movements.isEmpty()) {
			return account;
		}
		List<LedgerEntry> posted = new Posting(movements, event.at(), event.actor(), null).entriesIn(account);
		entries.addAll(posted);
		return Posting.after(account, posted);
	}

	private static NewInteraction noticing(AccountNumber account, Instant at, AccountHistory.Moved moved, long seq) {
		InteractionKind kind = (moved.movement().kind() == EntryKind.PAYMENT) ? InteractionKind.PAYMENT
				: InteractionKind.BILLING;
		return NewInteraction.change(account.customerId(), at, kind, moved.actor(), moved.summary())
			.aboutEntry(account.no(), seq);
	}

}
