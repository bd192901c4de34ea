package app.accord.desk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.csv.Csv;
import app.accord.donation.DonationsOwed;
import app.accord.donation.NonProfits;
import app.accord.donation.Payout;
import app.accord.donation.PayoutPreview;
import app.accord.donation.Payouts;
import app.accord.money.Amounts;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.CurrencyUnit;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is owed to the non-profits, and paying it out. */
@Controller
@RequestMapping("/desk/donations")
class DonationDesk {

	private static final int PAYOUTS = 30;

	private final DonationsOwed owed;

	private final Payouts payouts;

	private final NonProfits nonProfits;

	DonationDesk(DonationsOwed owed, Payouts payouts, NonProfits nonProfits) {
		this.owed = owed;
		this.payouts = payouts;
		this.nonProfits = nonProfits;
	}

	@GetMapping
	String show(Model model) {
		model.addAttribute("report", this.owed.report());
		model.addAttribute("payouts", this.payouts.latest(PAYOUTS));
		model.addAttribute("nonProfits", this.nonProfits.all().size());
		return "desk/donations";
	}

	@GetMapping("/owed.csv")
	void owed(HttpServletResponse response) throws IOException {
		Csv.write(response, "donations-owed",
				List.of("Non-profit", "Name", "Currency", "Given", "Paid out", "Owed", "Payable now",
						"Waits for bills"),
				this.owed.report()
					.stream()
					.flatMap((each) -> each.rows()
						.stream()
						.map((row) -> List.of(row.nonProfit(), row.name(), each.currency(), Amounts.plain(row.given()),
								Amounts.plain(row.paidOut()), Amounts.plain(row.owed()), Amounts.plain(row.payable()),
								Amounts.plain(row.waiting())))));
	}

	/** What a payout would pay now. */
	@GetMapping("/payouts/new")
	String preview(@RequestParam String currency, Model model) {
		PayoutPreview preview = this.payouts.preview(currency(currency));
		model.addAttribute("preview", preview);
		model.addAttribute("form", new Form(preview.currency(), Amounts.plain(preview.total()), "", Forms.newKey()));
		return "desk/donation-payout-new";
	}

	@PostMapping("/payouts")
	String propose(@ModelAttribute("form") Form form, BindingResult errors, Actor actor, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		return Forms.attempt(errors, () -> propose(form, actor)).map((no) -> {
			after.addFlashAttribute("toast", "Asked for. A second person has to approve it.");
			return "redirect:/desk/donations/payouts/" + no;
		}).orElseGet(() -> {
			PayoutPreview preview = this.payouts.preview(currency((String) errors.getFieldValue("currency")));
			model.addAttribute("preview", preview);
			model.addAttribute("form", form);
			return Forms.again(response, "desk/donation-payout-new");
		});
	}

	@GetMapping("/payouts/{no:\\d{1,15}}")
	String payout(@PathVariable long no, Model model) {
		model.addAttribute("payout", this.payouts.read(no));
		return "desk/donation-payout";
	}

	/** What each non-profit is paid: for whoever makes the transfers. */
	@GetMapping("/payouts/{no:\\d{1,15}}.csv")
	void transfers(@PathVariable long no, HttpServletResponse response) throws IOException {
		Payout payout = this.payouts.read(no);
		Csv.write(response, "donation-payout-" + no,
				List.of("Payout", "Non-profit", "Name", "Bank account", "Amount", "Currency", "Donations", "Standing"),
				payout.lines()
					.stream()
					.map((line) -> List.of(no, line.nonProfit(), line.name(), line.bankAccount(),
							Amounts.plain(line.amount()), line.amount().getCurrencyUnit().getCode(), line.donations(),
							payout.standing())));
	}

	/** Which donations a payout covers. */
	@GetMapping("/payouts/{no:\\d{1,15}}/donations.csv")
	void covered(@PathVariable long no, HttpServletResponse response) throws IOException {
		this.payouts.read(no);
		List<List<Object>> rows = new ArrayList<>();
		this.payouts.eachDonation(no, (one) -> rows.add(List.of(no, one.nonProfit(), one.account(), one.bill(),
				one.seq(), Amounts.plain(one.amount()), one.amount().getCurrencyUnit().getCode())));
		Csv.write(response, "donation-payout-" + no + "-donations",
				List.of("Payout", "Non-profit", "Account", "Bill", "Entry", "Amount", "Currency"), rows.stream());
	}

	private long propose(Form form, Actor actor) {
		String currency = currency(form.currency());
		return this.payouts.propose(currency, Forms.amount("expected", form.expected(), currency),
				Forms.reason(form.reason()), actor, Forms.key(form.idempotencyKey()));
	}

	private static String currency(String typed) {
		return Stream.ofNullable(typed)
			.filter((code) -> CurrencyUnit.registeredCurrencies()
				.stream()
				.anyMatch((known) -> known.getCode().equals(code)))
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	/**
	 * What is typed to propose a payout.
	 *
	 * @param currency ISO 4217
	 * @param expected the total that the preview showed, plain decimal
	 * @param reason for the second person
	 * @param idempotencyKey made when the form was shown
	 */
	record Form(String currency, String expected, String reason, String idempotencyKey) {
	}

}
