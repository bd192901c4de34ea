package app.accord.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import app.accord.actor.Actor;
import app.accord.banking.ApprovedAssignments;
import app.accord.banking.BankFiles;
import app.accord.banking.BankLine;
import app.accord.banking.BankLines;
import app.accord.banking.BankPostings;
import app.accord.banking.Deciding.Share;
import app.accord.banking.Deciding;
import app.accord.banking.Matching;
import app.accord.banking.Returning;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Numbers;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.search.CustomerSearch;
import app.accord.search.SearchHit;
import app.accord.ui.FactText;
import jakarta.servlet.http.HttpServletResponse;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One statement line: what it could be for, and what a person decides. */
@Controller
@RequestMapping("/desk/banking/lines/{id}")
class BankLinePage {

	private static final int SHARES = 4;

	private static final String VIEW = "desk/banking-line";

	private final BankLines lines;

	private final BankFiles files;

	private final BankPostings postings;

	private final Matching matching;

	private final Returning returning;

	private final Deciding deciding;

	private final ApprovedAssignments approved;

	private final Customers customers;

	private final CustomerSearch search;

	private final BillingAccounts accounts;

	private final Positions positions;

	private final FactText text;

	BankLinePage(BankLines lines, BankFiles files, BankPostings postings, Matching matching, Returning returning,
			Deciding deciding, ApprovedAssignments approved, Customers customers, CustomerSearch search,
			BillingAccounts accounts, Positions positions, FactText text) {
		this.lines = lines;
		this.files = files;
		this.postings = postings;
		this.matching = matching;
		this.returning = returning;
		this.deciding = deciding;
		this.approved = approved;
		this.customers = customers;
		this.search = search;
		this.accounts = accounts;
		this.positions = positions;
		this.text = text;
	}

	@GetMapping
	String show(@PathVariable long id, Model model) {
		model.addAttribute("form", new Form(null, null, null, null, null));
		return page(id, model);
	}

	@GetMapping("/search")
	String search(@PathVariable long id, @RequestParam(defaultValue = "") String q, Model model) {
		BankLine line = this.lines.get(id);
		List<Long> found = Numbers.read(q)
			.map((number) -> List.of(number.customerId()))
			.orElseGet(() -> q.isBlank() ? List.of()
					: this.search.find(q, 0, 6).items().stream().map(SearchHit::customerId).toList());
		List<Hit> hits = new ArrayList<>();
		for (long customer : found) {
			this.customers.find(customer)
				.ifPresent((profile) -> this.accounts.of(customer)
					.stream()
					.filter((account) -> account.currency().equals(line.amount().getCurrencyUnit().getCode()))
					.forEach((account) -> hits
						.add(new Hit(profile, account.number(), this.positions.of(account.number()).balance()))));
		}
		model.addAttribute("line", line);
		model.addAttribute("q", q);
		model.addAttribute("hits", hits);
		return VIEW + " :: hits";
	}

	@PostMapping("/assignment")
	String assign(@PathVariable long id, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, RedirectAttributes redirect, HttpServletResponse response) {
		BankLine line = this.lines.get(id);
		return decide(id, errors, model, redirect, response, () -> {
			List<Share> shares = form.shares(line.amount());
			return SecondPerson.doOrAsk(form.ask(), model, () -> {
				var receipts = this.deciding.assign(id, shares, actor);
				return this.text.money(line.amount()) + " posted to "
						+ ((shares.size() == 1) ? shares.getFirst().account() : shares.size() + " accounts")
						+ ", receipt " + String.join(", ", receipts.stream().map(Object::toString).toList()) + ".";
			}, () -> this.approved.ask(id, shares, actor));
		});
	}

	@PostMapping("/return")
	String returned(@PathVariable long id, @RequestParam long paid, @ModelAttribute("form") Form form,
			BindingResult errors, Actor actor, Model model, RedirectAttributes redirect, HttpServletResponse response) {
		return decide(id, errors, model, redirect, response, () -> {
			this.deciding.returnOf(id, paid, actor);
			return "The payment was taken back; the customer is told.";
		});
	}

	@PostMapping("/ignored")
	String ignore(@PathVariable long id, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, RedirectAttributes redirect, HttpServletResponse response) {
		return decide(id, errors, model, redirect, response, () -> {
			this.deciding.ignore(id, form.reason(), actor);
			return "Set aside: no customer’s payment.";
		});
	}

	@PostMapping("/undone")
	String undo(@PathVariable long id, @ModelAttribute("form") Form form, BindingResult errors, Actor actor,
			Model model, RedirectAttributes redirect, HttpServletResponse response) {
		return Forms.attempt(errors, () -> {
			this.deciding.undo(id, form.reason(), actor);
			redirect.addFlashAttribute("toast", "Taken back. The line waits for a decision again.");
			return "redirect:/desk/banking/lines/" + id;
		}).orElseGet(() -> Forms.again(response, page(id, model)));
	}

	private String decide(long id, BindingResult errors, Model model, RedirectAttributes redirect,
			HttpServletResponse response, Supplier<String> act) {
		Long next = this.lines.around(this.lines.get(id)).next();
		return Forms.attempt(errors, act).map((done) -> {
			redirect.addFlashAttribute("toast", done);
			redirect.addFlashAttribute("before", id);
			return "redirect:/desk/banking" + ((next != null) ? "/lines/" + next : "");
		}).orElseGet(() -> Forms.again(response, page(id, model)));
	}

	private String page(long id, Model model) {
		BankLine line = this.lines.get(id);
		boolean waits = line.state() == BankLine.State.WAITING;
		model.addAttribute("line", line);
		model.addAttribute("title", this.text.money(line.amount()) + (line.in() ? " from " : " to ") + line.payer());
		model.addAttribute("file", this.files.find(line.fileId()).orElseThrow());
		model.addAttribute("around", this.lines.around(line));
		model.addAttribute("waiting", this.lines.waiting());
		model.addAttribute("postings", this.postings.of(id));
		model.addAttribute("suggestions", (waits && line.in()) ? this.matching.suggest(line) : List.of());
		model.addAttribute("candidates", (waits && !line.in()) ? this.returning.candidates(line) : List.of());
		return VIEW;
	}

	/** An account that was looked for. */
	record Hit(CustomerProfile customer, AccountNumber account, Money balance) {
	}

	/**
	 * What is typed: one account, or shares by row; a row without amount takes the rest.
	 */
	record Form(String account, List<String> accounts, List<String> amounts, String reason, String ask) {

		Form {
			accounts = padded(accounts);
			amounts = padded(amounts);
		}

		private static List<String> padded(List<String> typed) {
			List<String> all = new ArrayList<>((typed != null) ? typed : List.of());
			while (all.size() < SHARES) {
				all.add("");
			}
			return all;
		}

		List<Share> shares(Money whole) {
			if (this.account != null && !this.account.isBlank()) {
				return List.of(new Share(AccountNumber.parse(this.account), whole));
			}
			List<Share> shares = new ArrayList<>();
			Money rest = whole;
			for (int i = 0; i < this.accounts.size(); i++) {
				String typed = (this.accounts.get(i) != null) ? this.accounts.get(i).strip() : "";
				String amount = (this.amounts.size() > i && this.amounts.get(i) != null) ? this.amounts.get(i).strip()
						: "";
				if (typed.isEmpty() && amount.isEmpty()) {
					continue;
				}
				AccountNumber of = account(typed);
				Money share = amount.isEmpty() ? rest : Amounts.read(amount, whole.getCurrencyUnit().getCode())
					.orElseThrow(() -> new Refusal("amounts", "“" + amount + "” is no amount."));
				shares.add(new Share(of, share));
				rest = rest.minus(share);
			}
			return shares;
		}

		private static AccountNumber account(String typed) {
			try {
				return AccountNumber.parse(typed);
			}
			catch (Refusal ex) {
				throw new Refusal("accounts", ex.getMessage());
			}
		}

	}

}
