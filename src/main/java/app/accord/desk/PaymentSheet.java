package app.accord.desk;

import java.util.ArrayList;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.Allocation;
import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.CustomerProfile;
import app.accord.customer.InvoiceNumber;
import app.accord.message.Medium;
import app.accord.money.Amounts;
import app.accord.payment.PayLink;
import app.accord.payment.PayLinks;
import app.accord.payment.PaymentMethod;
import app.accord.payment.PostingByHand;
import app.accord.payment.SendingPayLinks;
import app.accord.payment.Verdicts;
import app.accord.refusal.Refusal;
import app.accord.ui.QrCodes;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * How an agent takes a payment: a card by a link that the customer opens, so that nobody
 * hears its number; a cheque or a transfer by hand.
 */
@Controller
class PaymentSheet {

	private static final String SHEET = "desk/sheets :: payment";

	private final OnDesk onDesk;

	private final MoneySheets sheets;

	private final Positions positions;

	private final PostingByHand byHand;

	private final SendingPayLinks sending;

	private final PayLinks links;

	private final Verdicts verdicts;

	private final QrCodes qrCodes;

	PaymentSheet(OnDesk onDesk, MoneySheets sheets, Positions positions, PostingByHand byHand, SendingPayLinks sending,
			PayLinks links, Verdicts verdicts, QrCodes qrCodes) {
		this.qrCodes = qrCodes;
		this.onDesk = onDesk;
		this.sheets = sheets;
		this.positions = positions;
		this.byHand = byHand;
		this.sending = sending;
		this.links = links;
		this.verdicts = verdicts;
	}

	@GetMapping("/desk/customers/{number}/payments/new")
	String show(@PathVariable String number, @RequestParam(required = false) String account, Model model) {
		Position position = show(model, this.onDesk.customer(number), account);
		String amount = position.balance().isPositive() ? Amounts.plain(position.balance()) : "";
		model.addAttribute("form", new Form(position.account().toString(), amount, PaymentMethod.CHEQUE.name(), "",
				List.of(), Forms.newKey(), null));
		return SHEET;
	}

	@PostMapping("/desk/customers/{number}/payments")
	String take(@PathVariable String number, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		return Forms.attempt(errors, () -> take(customer, form, actor, model))
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> {
				show(model, customer, (String) errors.getFieldValue("account"));
				return Forms.again(response, SHEET);
			});
	}

	/** Sends the customer a link, or shows it. */
	@PostMapping("/desk/customers/{number}/pay-links")
	String link(@PathVariable String number, @RequestParam(required = false) String account,
			@RequestParam String medium, @RequestParam String idempotencyKey, Actor actor, Model model,
			HttpServletResponse response) {
		CustomerProfile customer = this.onDesk.customer(number);
		BillingAccount chosen = this.onDesk.account(customer, account);
		String key = Forms.key(idempotencyKey);
		if ("SHOW".equals(medium)) {
			PayLink link = this.sending.show(chosen.number(), actor, key);
			model.addAttribute("customer", customer);
			model.addAttribute("link", link);
			model.addAttribute("address", this.links.address(link));
			model.addAttribute("qr", this.qrCodes.of(this.links.address(link)));
			return "desk/sheets :: payLink";
		}
		Medium way = Forms.choice(Medium.class, medium, "medium", "Choose how to send it.");
		this.sending.send(chosen.number(), way, actor, key);
		return Forms.done(response, "The pay link is on its way by " + way.label().toLowerCase(java.util.Locale.ROOT)
				+ ". You see here when it is paid.");
	}

	private String take(CustomerProfile customer, Form form, Actor actor, Model model) {
		BillingAccount account = this.onDesk.account(customer, form.account());
		PaymentMethod method = Forms.choice(PaymentMethod.class, form.method(), "method", "Choose how it was paid.");
		Money amount = Forms.amount("amount", form.amount(), account.currency());
		String reference = (form.reference() != null) ? form.reference().strip() : "";
		List<Allocation> told = told(account, form.bills(), amount);
		String key = Forms.key(form.idempotencyKey());
		return SecondPerson.doOrAsk(form.ask(), model, () -> "Payment posted. Receipt "
				+ this.byHand.post(account.number(), amount, method, reference, told, actor, key).value().receipt()
				+ ".", () -> this.byHand.ask(account.number(), amount, method, reference, told, actor, key));
	}

	/** Each bill that was ticked, as far as the payment goes, due first first. */
	private List<Allocation> told(BillingAccount account, List<String> ticked, Money amount) {
		List<Allocation> told = new ArrayList<>();
		if (ticked == null || ticked.isEmpty()) {
			return told;
		}
		Position position = this.positions.of(account.number());
		Money rest = amount;
		for (String typed : ticked) {
			InvoiceNumber bill = InvoiceNumber.parse(typed);
			Money open = position.openOf(bill.no());
			Money part = rest.isLessThan(open) ? rest : open;
			if (!open.isPositive()) {
				throw new Refusal("bills", bill + " is paid already.");
			}
			if (part.isPositive()) {
				told.add(new Allocation(bill, part));
				rest = rest.minus(part);
			}
		}
		return told;
	}

	private Position show(Model model, CustomerProfile customer, String account) {
		Position position = this.sheets.show(model, customer, account);
		model.addAttribute("methods", PostingByHand.METHODS);
		model.addAttribute("verdict", this.verdicts.of(position.account()));
		model.addAttribute("reader", this.sending.reader(position.account()));
		model.addAttribute("openBills",
				position.items()
					.stream()
					.filter((item) -> item.invoiceNo() != null)
					.map((item) -> new InvoiceNumber(position.account().customerId(), item.invoiceNo()))
					.distinct()
					.toList());
		model.addAttribute("linkKey", Forms.newKey());
		return position;
	}

	/** What is typed in the sheet. */
	record Form(String account, String amount, String method, String reference, List<String> bills,
			String idempotencyKey, String ask) {
	}

}
