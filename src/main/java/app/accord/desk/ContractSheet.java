package app.accord.desk;

import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.NewInvoice;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.catalog.ProductView;
import app.accord.catalog.Products;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.invoicing.NextBill;
import app.accord.invoicing.NextBills;
import app.accord.refusal.Refusal;
import app.accord.subscription.ContractChange;
import app.accord.subscription.ContractChanges;
import app.accord.subscription.Contracts;
import app.accord.subscription.ServiceView;
import app.accord.time.BusinessCalendar;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * Gives a contract another service, quantity, price or discount from a day on, with the
 * next bill as it would be.
 */
@Controller
class ContractSheet {

	private static final int MOST_SERVICES = 200;

	private final OnDesk onDesk;

	private final Contracts contracts;

	private final ContractChanges changes;

	private final NextBills nextBills;

	private final Products products;

	private final BusinessCalendar calendar;

	ContractSheet(OnDesk onDesk, Contracts contracts, ContractChanges changes, NextBills nextBills, Products products,
			BusinessCalendar calendar) {
		this.onDesk = onDesk;
		this.contracts = contracts;
		this.changes = changes;
		this.nextBills = nextBills;
		this.products = products;
		this.calendar = calendar;
	}

	@GetMapping("/desk/services/{number}/change")
	String sheet(@PathVariable String number, Model model) {
		ServiceView service = service(number);
		ContractForm form = ContractForm.of(this.changes.termsOn(service.number(), this.calendar.today()),
				this.calendar.today().isBefore(service.startedOn()) ? service.startedOn() : this.calendar.today());
		model.addAttribute("form", form);
		return show(service, form, model);
	}

	/** The next bill with what is typed so far. */
	@GetMapping("/desk/services/{number}/change/preview")
	String preview(@PathVariable String number, @ModelAttribute("form") ContractForm form, Model model) {
		model.addAttribute("preview", preview(service(number), form));
		return "desk/contract :: preview";
	}

	@PostMapping("/desk/services/{number}/change")
	String change(@PathVariable String number, @ModelAttribute("form") ContractForm form, BindingResult errors,
			Actor actor, Model model, HttpServletResponse response) {
		ServiceView service = service(number);
		return Forms.attempt(errors, () -> {
			ContractChange change = change(service, form);
			String reason = Forms.reason(form.reason());
			String key = Forms.key(form.idempotencyKey());
			return SecondPerson.doOrAsk(form.ask(), model, () -> {
				this.changes.change(actor, service.number(), change, reason, key);
				return "Changed from " + change.on() + " on.";
			}, () -> this.changes.ask(actor, service.number(), change, reason, key));
		})
			.map((sentence) -> Forms.done(response, sentence))
			.orElseGet(() -> Forms.again(response, show(service, form, model)));
	}

	private String show(ServiceView service, ContractForm form, Model model) {
		model.addAttribute("service", service);
		model.addAttribute("phases", this.changes.phases(service.number()));
		model.addAttribute("now", this.changes.termsOn(service.number(), this.calendar.today()));
		model.addAttribute("products",
				this.products.search(null, 0, MOST_SERVICES)
					.items()
					.stream()
					.filter((product) -> offered(product) || product.code().equals(service.productCode()))
					.toList());
		model.addAttribute("preview", preview(service, form));
		return "desk/contract :: sheet";
	}

	private static boolean offered(ProductView product) {
		return product.kind() == ProductKind.SERVICE && product.unit() == ProductUnit.MONTH && !product.retired();
	}

	private static ContractChange change(ServiceView service, ContractForm form) {
		return form.change(service.monthly().getCurrencyUnit().getCode());
	}

	private Preview preview(ServiceView service, ContractForm form) {
		AccountNumber account = AccountNumber.of(service.number().customerId(), service.accountNo());
		NextBill now = this.nextBills.of(account).orElse(null);
		try {
			return new Preview(now,
					this.nextBills.ifChanged(this.changes.ifChanged(service.number(), change(service, form)))
						.orElse(null),
					null);
		}
		catch (Refusal ex) {
			return new Preview(now, null, ex.getMessage());
		}
	}

	private ServiceView service(String number) {
		return this.contracts.find(this.onDesk.number(number, ContractNumber::parse))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	/**
	 * The next bill before and after the change.
	 *
	 * @param now as it stands; null if none is planned
	 * @param then as it would be; null if none is planned, or if it can't be changed so
	 * @param refusal why it can't be changed so, or null
	 */
	record Preview(NextBill now, NextBill then, String refusal) {

		/** Whether the change is seen on the next bill. */
		public boolean differs() {
			return !this.then.lines().equals(this.now.lines());
		}

		/** Whether that line is there because of the change. */
		public boolean fresh(NewInvoice.Line line) {
			List<NewInvoice.Line> before = this.now.lines();
			return !before.contains(line);
		}

	}

}
