package app.accord.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.actor.Channel;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.donation.Donation;
import app.accord.donation.DonationChoice;
import app.accord.donation.DonationChoices;
import app.accord.donation.DonationsOwed;
import app.accord.donation.Givings;
import app.accord.donation.NewChoice;
import app.accord.donation.NonProfit;
import app.accord.donation.NonProfits;
import app.accord.donation.OwedToNonProfit;
import app.accord.donation.RoundUp;
import app.accord.donation.Share;
import app.accord.donation.YearOfGiving;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.joda.money.Money;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What customers give to non-profits with their bills. */
@Tag(name = "Donations", description = "What customers give to non-profits with their bills")
@RestController
@RequestMapping("/api/v1")
class DonationResource {

	private static final int CHOICES = 50;

	private static final int DONATIONS = 200;

	private final BillingAccounts accounts;

	private final DonationChoices choices;

	private final NonProfits nonProfits;

	private final Givings givings;

	private final DonationsOwed owed;

	DonationResource(BillingAccounts accounts, DonationChoices choices, NonProfits nonProfits, Givings givings,
			DonationsOwed owed) {
		this.accounts = accounts;
		this.choices = choices;
		this.nonProfits = nonProfits;
		this.givings = givings;
		this.owed = owed;
	}

	@Operation(summary = "The non-profits that customers can give to")
	@GetMapping("/non-profits")
	List<NonProfitAnswer> nonProfits() {
		return this.nonProfits.all().stream().map(NonProfitAnswer::of).toList();
	}

	@Operation(summary = "What was chosen for an account, newest first: the first one holds for the next bill")
	@GetMapping("/accounts/{number}/donation-choices")
	List<ChoiceAnswer> choices(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		AccountNumber account = this.accounts.get(AccountNumber.parse(number)).number();
		return this.choices.history(account, CHOICES).stream().map(ChoiceAnswer::of).toList();
	}

	@Operation(summary = "Choose, change or stop what is given with each bill, from the next one on")
	@PostMapping("/accounts/{number}/donation-choices")
	ResponseEntity<ChoiceAnswer> choose(@Parameter(example = "A-10428-1-4") @PathVariable String number,
			@Parameter(example = "choice-2026-10-20-1") @RequestHeader(name = Repeats.KEY, required = false) String key,
			@Valid @RequestBody ChosenByProgram chosen, Actor actor) {
		String kept = Repeats.key(key);
		BillingAccount account = this.accounts.get(AccountNumber.parse(number));
		var answer = this.choices.choose(account.number(), chosen.in(account.currency()), actor, kept);
		return Repeats.created(answer, "/api/v1/accounts/" + account.number() + "/donation-choices",
				this.choices.history(account.number(), CHOICES)
					.stream()
					.filter((choice) -> choice.no() == answer.value().no())
					.map(ChoiceAnswer::of)
					.findFirst()
					.orElseThrow());
	}

	@Operation(summary = "What was given with an account's bills, newest first")
	@GetMapping("/accounts/{number}/donations")
	List<DonationAnswer> donations(@Parameter(example = "A-10428-1-4") @PathVariable String number) {
		AccountNumber account = this.accounts.get(AccountNumber.parse(number)).number();
		return this.givings.of(account, DONATIONS).stream().map(DonationAnswer::of).toList();
	}

	@Operation(summary = "What a customer gave in a year by bills that are paid: the receipt")
	@GetMapping("/customers/{number}/donations/{year}")
	YearAnswer year(@Parameter(example = "C-10428-7") @PathVariable String number,
			@Parameter(example = "2026") @PathVariable int year) {
		return YearAnswer.of(this.givings.year(CustomerNumber.parse(number), year));
	}

	@Operation(summary = "What is owed to each non-profit, by the ledger")
	@GetMapping("/donations/owed")
	List<OwedAnswer> owed() {
		return this.owed.report().stream().flatMap((each) -> each.rows().stream()).map(OwedAnswer::of).toList();
	}

	/** A non-profit. */
	@Schema(name = "NonProfit")
	record NonProfitAnswer(@Schema(example = "FOODBANK") String code, @Schema(example = "City Food Bank") String name,
			@Schema(example = "Hot meals for whoever comes.") String description,
			@Schema(description = "Whether it can be chosen") boolean active) {

		static NonProfitAnswer of(NonProfit nonProfit) {
			return new NonProfitAnswer(nonProfit.code(), nonProfit.name(), nonProfit.description(), nonProfit.active());
		}

	}

	/** A part of what is given. */
	@Schema(name = "DonationShare")
	record ShareText(@NotBlank(message = "Say which non-profit.") @Schema(example = "FOODBANK") String nonProfit,
			@NotNull(message = "Say how many percent.") @Schema(description = "1 to 100",
					example = "60") Integer percent) {
	}

	/** What is to be given with each bill. */
	@Schema(name = "NewDonationChoice")
	record ChosenByProgram(@NotBlank(message = "Say how: NEXT_UNIT, NEXT_FIVE, FIXED or NONE.") @Schema(
			description = "NEXT_UNIT: up to the next unit of the currency; NEXT_FIVE: to the next five; FIXED: a "
					+ "fixed amount; NONE: stop",
			allowableValues = {
					"NEXT_UNIT", "NEXT_FIVE", "FIXED", "NONE" },
			example = "NEXT_UNIT") String roundUp,
			@Schema(implementation = String.class, description = "For FIXED: how much with each bill",
					example = "2.00") AmountText fixed,
			@Schema(description = "Who gets it; adds up to 100 percent") List<@Valid ShareText> shares){

		NewChoice in(String currency) {
			RoundUp how;
			try {
				how = RoundUp.valueOf(this.roundUp.strip().toUpperCase(Locale.ROOT));
			}
			catch (IllegalArgumentException ex) {
				throw new Refusal("roundUp", "Write NEXT_UNIT, NEXT_FIVE, FIXED or NONE.");
			}
			Money amount = (how == RoundUp.FIXED && this.fixed != null) ? this.fixed.in(currency, "fixed") : null;
			List<Share> wanted = (how == RoundUp.NONE || this.shares == null) ? List.of()
					: this.shares.stream().map((share) -> Share.of(share.nonProfit(), share.percent())).toList();
			return new NewChoice(how, amount, wanted);
		}

	}

	/** What was chosen. */
	@Schema(name = "DonationChoice")
	record ChoiceAnswer(@Schema(example = "1") int no, @Schema(example = "NEXT_UNIT") RoundUp roundUp,
			@Schema(description = "Plain decimal, or null", example = "2.00") String fixed, List<ShareText> shares,
			@Schema(example = "2026-10-20T18:02:11.201Z") Instant at,
			@Schema(description = "Who chose it", example = "Marisol Okafor") String by,
			@Schema(example = "PORTAL") Channel channel) {

		static ChoiceAnswer of(DonationChoice choice) {
			return new ChoiceAnswer(choice.no(), choice.roundUp(),
					(choice.fixed() != null) ? Amounts.plain(choice.fixed()) : null,
					choice.shares().stream().map((share) -> new ShareText(share.nonProfit(), share.percent())).toList(),
					choice.at(), choice.actorName(), choice.channel());
		}

	}

	/** What was given with a bill. */
	@Schema(name = "Donation")
	record DonationAnswer(@Schema(example = "INV-10428-17-2") String bill,
			@Schema(example = "FOODBANK") String nonProfit, @Schema(example = "0.94") String amount,
			@Schema(example = "USD") String currency, @Schema(example = "2026-10-20T18:02:11.201Z") Instant at,
			@Schema(example = "GIVEN") Donation.State state) {

		static DonationAnswer of(Donation donation) {
			return new DonationAnswer(donation.bill().toString(), donation.nonProfit(),
					Amounts.plain(donation.amount()), donation.amount().getCurrencyUnit().getCode(), donation.at(),
					donation.state());
		}

	}

	/** What a customer gave in a year. */
	@Schema(name = "YearOfGiving")
	record YearAnswer(@Schema(example = "DR-10428-2026") String number, @Schema(example = "C-10428-7") String customer,
			@Schema(example = "2026") int year, @Schema(description = "Whether the year is over") boolean over,
			List<GivenAnswer> gifts, @Schema(description = "By currency") Map<String, String> totals) {

		static YearAnswer of(YearOfGiving year) {
			return new YearAnswer(year.number(), year.customer().toString(), year.year(), year.over(),
					year.gifts().stream().map(GivenAnswer::of).toList(),
					year.totals()
						.stream()
						.collect(java.util.stream.Collectors.toMap((total) -> total.getCurrencyUnit().getCode(),
								Amounts::plain)));
		}

	}

	/** What one non-profit was given in a year. */
	@Schema(name = "Given")
	record GivenAnswer(@Schema(example = "FOODBANK") String nonProfit, @Schema(example = "City Food Bank") String name,
			@Schema(description = "With how many bills", example = "12") int bills,
			@Schema(example = "6.31") String amount, @Schema(example = "USD") String currency) {

		static GivenAnswer of(YearOfGiving.Given given) {
			return new GivenAnswer(given.nonProfit(), given.name(), given.bills(), Amounts.plain(given.amount()),
					given.amount().getCurrencyUnit().getCode());
		}

	}

	/** What is owed to a non-profit. */
	@Schema(name = "OwedToNonProfit")
	record OwedAnswer(@Schema(example = "FOODBANK") String nonProfit, @Schema(example = "USD") String currency,
			@Schema(description = "All that bills gave, less what was taken back", example = "120.40") String given,
			@Schema(example = "80.00") String paidOut, @Schema(example = "40.40") String owed,
			@Schema(description = "What a payout would pay now", example = "31.10") String payable,
			@Schema(description = "What waits for its bills to be paid", example = "9.30") String waiting) {

		static OwedAnswer of(OwedToNonProfit owed) {
			return new OwedAnswer(owed.nonProfit(), owed.given().getCurrencyUnit().getCode(),
					Amounts.plain(owed.given()), Amounts.plain(owed.paidOut()), Amounts.plain(owed.owed()),
					Amounts.plain(owed.payable()), Amounts.plain(owed.waiting()));
		}

	}

}
