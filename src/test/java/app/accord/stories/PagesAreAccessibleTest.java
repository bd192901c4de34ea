package app.accord.stories;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.PortalAccess;
import app.accord.intake.Importing;
import app.accord.job.Jobs;
import app.accord.payment.CardOnFile;
import app.accord.payment.Charging;
import app.accord.payment.PayLink;
import app.accord.payment.PayLinks;
import app.accord.payment.SendingPayLinks;
import app.accord.payment.Verdict;
import app.accord.payment.Verdicts;
import app.accord.quality.DataQuality;
import app.accord.relationship.Authorities;
import app.accord.sandbox.Misbehaviour;
import app.accord.sandbox.Misbehaviour.Fault;
import app.accord.sandbox.Misbehaviour.Operation;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.security.Digests;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import app.accord.testing.Cast;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotCaret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of page with the sample company on it, wide and narrow, light and dark: axe
 * finds nothing serious, nothing scrolls sideways, the console stays empty. The pictures
 * are in {@code target/pictures}.
 */
@AccordTest(properties = "accord.embedded=true")
class PagesAreAccessibleTest {

	private static final Path PICTURES = Path.of("target", "pictures");

	private static final int WIDE = 1440;

	private static final int NARROW = 390;

	private static final String AXE = text("/axe.min.js");

	/** Between the colour schemes only colours differ. */
	private static final String COLOURS_ONLY = "{ runOnly: ['color-contrast'] }";

	/** Answers what is wrong as lines of rule, element and reason. */
	private static final String ASK_AXE = """
			async () => {
				const found = await axe.run(document, { resultTypes: ['violations'], ...%s });
				return found.violations
					.filter((rule) => rule.impact === 'serious' || rule.impact === 'critical')
					.flatMap((rule) => rule.nodes.map((node) => rule.id + ' at ' + node.target.join(' ')
						+ ': ' + node.failureSummary.replace(/\\s+/g, ' ')));
			}""";

	/** Answers the elements that make the page wider than its window. */
	private static final String ASK_WIDTH = """
			() => {
				const width = document.documentElement.clientWidth;
				if (document.documentElement.scrollWidth <= width) {
					return [];
				}
				const wide = Array.from(document.body.querySelectorAll('*'))
					.filter((element) => element.getBoundingClientRect().right > width + 1
						&& !element.closest('.table-wrap, .customer-tabs, .chips'))
					.map((element) => element.tagName.toLowerCase() + '.' + element.className);
				return ['scrolls sideways to ' + document.documentElement.scrollWidth + ': ' + wide.slice(0, 5).join(', ')];
			}""";

	/** Answers what has the focus without showing it. */
	private static final String ASK_FOCUS = """
			() => {
				const focused = document.activeElement;
				const shown = focused.matches('.choice input') ? focused.nextElementSibling : focused;
				const place = shown.getBoundingClientRect();
				const seen = getComputedStyle(shown).outlineStyle !== 'none' && place.width > 0
					&& place.bottom > 0 && place.top < innerHeight;
				return focused === document.body || seen ? []
					: ['focus is not seen on ' + focused.outerHTML.slice(0, 120)];
			}""";

	/** Answers what has the focus though a sheet is open over it. */
	private static final String ASK_WHETHER_OUTSIDE = """
			() => {
				const focused = document.activeElement;
				return focused === document.body || focused.closest('dialog') ? []
					: ['focus leaves the sheet to ' + focused.outerHTML.slice(0, 120)];
			}""";

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Directory directory;

	private final BrowserContext browser = Browsers.context(WIDE, 900);

	private final List<String> problems = new ArrayList<>();

	private Page page;

	private String looked = "sign-in";

	@BeforeEach
	void open() {
		this.page = this.browser.newPage();
		this.page.onPageError((error) -> this.problems.add(this.looked + ": " + error));
		// The browser reports what the content security policy refuses here as well.
		this.page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.problems.add(this.looked + ": " + message.text() + " (" + message.location() + ")");
			}
		});
	}

	@AfterEach
	void close() {
		this.browser.close();
	}

	@Test
	void deskIsAccessible() {
		look("start", "/");
		look("desk-sign-in", "/desk/sign-in");
		signIn("desk", "admin");
		String customer = "/desk/customers/" + number("marisol");
		look("desk-start", "/desk");
		look("desk-customer", customer);
		look("desk-customers", "/desk/customers");
		look("desk-bills", customer + "/bills");
		look("desk-bill", firstLink("a[href^='/desk/invoices/']"));
		look("desk-payments", customer + "/payments");
		look("desk-entries", customer + "/entries");
		look("desk-purchases", customer + "/purchases");
		look("desk-history", customer + "/history");
		look("desk-customer-cases", customer + "/cases");
		look("desk-case", firstLink("a[href^='/desk/cases/CS']"));
		look("desk-cases", "/desk/cases");
		look("desk-case-rules", "/desk/admin/cases");
		look("desk-prices", "/desk/prices");
		look("desk-offers", "/desk/prices/promotions");
		look("desk-new-customer", "/desk/customers/new");
		this.page.setViewportSize(WIDE, 1100);
		this.page.fill("#givenName", "Marisol");
		this.page.fill("#familyName", "Okafor");
		this.page.fill("#email", "marisol.okafor@example.com");
		this.page.locator("#postal").click();
		assertThat(this.page.locator(".suspects")).containsText("Marisol Okafor");
		lookAsItIs("desk-new-customer-known");
		this.program.getBean(Jobs.class).run("Find duplicates");
		look("desk-duplicates", "/desk/duplicates");
		look("desk-import-formats", "/desk/imports/formats");
		imports();
		look("desk-loads", "/desk/admin/loads");
		look("desk-staff", "/desk/admin/staff");
		look("desk-banking", "/desk/banking");
		look("desk-banking-line", firstLink("a[href^='/desk/banking/lines/']"));
		look("desk-banking-file", "/desk/banking/files/1");
		look("desk-jobs", "/desk/admin/jobs");
		look("desk-books", "/desk/admin/books");
		assertThat(this.problems).isEmpty();
	}

	@Test
	void portalIsAccessible() {
		look("portal-sign-in", "/portal/sign-in");
		look("portal-sign-up", "/portal/sign-up");
		this.page.fill("#givenName", "Ana");
		this.page.fill("#familyName", "Quill");
		this.page.fill("#email", "ana.quill@example.com");
		this.page.fill("#password", Cast.PASSWORD);
		this.page.locator("main button[type=submit]").click();
		assertThat(this.page.locator("h1")).hasText("Look into your mailbox");
		lookAsItIs("portal-sign-up-sent");
		this.program.getBean(Jobs.class).run("Send sign-up mails");
		this.program.getBean(JdbcClient.class)
			.sql("update sign_up set token_hash = ? where email = 'ana.quill@example.com'")
			.param(Digests.sha256("known-to-us"))
			.update();
		look("portal-sign-up-confirm", "/portal/sign-up/known-to-us");
		this.page.locator("main button[type=submit]").click();
		assertThat(this.page.locator(".note-ok")).containsText("Your e-mail address is confirmed");
		lookAsItIs("portal-sign-up-confirmed");
		long ana = this.directory.find(DirectoryKind.LOGIN, "ana.quill@example.com").getFirst();
		String token = ana + "-" + "known-to-us".repeat(3).substring(0, 32);
		look("portal-forgotten", "/portal/forgotten");
		this.page.fill("#who", "ana.quill@example.com");
		this.page.locator("main button[type=submit]").click();
		assertThat(this.page.locator("h1")).hasText("Look into your mailbox");
		lookAsItIs("portal-forgotten-sent");
		this.program.getBean(Jobs.class).run("Send password links");
		this.program.getBean(JdbcClient.class)
			.sql("update password_link set token_hash = ? where customer_id = ? and email = 'ana.quill@example.com'")
			.param(Digests.sha256(token))
			.param(ana)
			.update();
		look("portal-password", "/portal/password/" + token);
		signIn("portal", "marisol");
		look("portal-home", "/portal");
		look("portal-pay", firstLink("a[href*='/payment?']"));
		look("portal-bills", "/portal/bills");
		look("portal-bill", firstLink("a[href^='/portal/bills/INV-']"));
		look("portal-payments", "/portal/payments");
		look("portal-purchases", "/portal/purchases");
		look("portal-prices", "/portal/prices");
		look("portal-history", "/portal/history");
		look("portal-details", "/portal/details");
		look("portal-consents", "/portal/consents");
		this.page.setViewportSize(NARROW, 844);
		this.page.locator("#switch-OFFERS-EMAIL").click();
		assertThat(this.page.locator("#switch-OFFERS-EMAIL")).hasAttribute("aria-checked", "true");
		lookAsItIs("portal-consents-switched");
		assertThat(this.problems).isEmpty();
	}

	@Test
	void counterIsAccessible() {
		look("counter-sign-in", "/counter/sign-in");
		signIn("counter", "clerk");
		look("counter-pad", "/counter");
		look("counter-new-customer", "/counter/customers/new");
		this.page.setViewportSize(1180, 820);
		this.page.fill("#name", "Marisol Okafr");
		this.page.fill("#new-phone", "(212) 555-0147");
		this.page.locator("#postal").click();
		assertThat(this.page.locator(".suspects")).containsText("Marisol Okafor");
		lookAsItIs("counter-new-customer-known");
		look("counter-customer", "/counter/customers/" + number("marisol"));
		this.page.setViewportSize(1180, 820);
		this.page.locator(".products .btn").first().click();
		assertThat(this.page.locator(".basket")).containsText("Screen protector");
		lookAsItIs("counter-sale");
		assertThat(this.problems).isEmpty();
	}

	@Test
	void moneyOnTheDeskIsAccessible() {
		signIn("desk", "admin");
		String customer = "/desk/customers/" + number("marisol");
		this.page.navigate(address(customer + "/account"));
		String account = this.page.url().replaceAll("https?://[^/]+", "");
		glance("desk-account", account);
		glance("desk-statement", account + "/statement");
		glance("desk-cards", customer + "/cards");
		glance("desk-account-donations", account + "/donations");
		glance("desk-messages", customer + "/messages");
		sheet("desk-sheet-consent", customer, "#note-consent", "#sheet #origin");
		this.page.locator("#sheet label", new Page.LocatorOptions().setHasText("offers and news")).click();
		this.page.locator("#sheet label", new Page.LocatorOptions().setHasText("text message")).first().click();
		this.page.locator("#sheet label", new Page.LocatorOptions().setHasText("No longer")).click();
		this.page.locator("#sheet label", new Page.LocatorOptions().setHasText("on the telephone")).click();
		this.page.locator("#sheet button[type=submit]").click();
		assertThat(this.page.locator("#allowed")).containsText("No longer");
		glance("desk-consents", customer + "/consents");
		glance("desk-taxes", "/desk/prices/taxes");
		glance("desk-ageing", "/desk/reports/ageing");
		glance("desk-disputes", "/desk/disputes");
		glance("desk-approvals", "/desk/approvals");
		glance("desk-authority", "/desk/admin/authority");
		glance("desk-donations", "/desk/donations");
		glance("desk-donation-payout", "/desk/donations/payouts/new?currency=USD");
		glance("desk-reminders", "/desk/reminders");
		glance("desk-reminder-policies", "/desk/admin/reminders");
		glance("desk-message-queue", "/desk/admin/messages");
		glance("desk-sandbox", "/desk/admin/sandbox");
		glance("desk-reconciliation", "/desk/payments/reconciliation");
		glance("desk-bill-runs", "/desk/bill-runs");
		this.page.locator("[data-shortcut=b]").click();
		this.program.getBean(Jobs.class).run("Share of a bill run");
		glance("desk-bill-run", this.page.url().replaceAll("https?://[^/]+", ""));
		this.page.locator("button:has-text('Cancel the run')").click();
		glance("desk-personal-data", customer + "/personal-data");
		glance("desk-erasure", customer + "/erasure");
		glance("desk-erasures", "/desk/erasures");
		counted(40);
		glance("desk-quality", "/desk/quality");
		glance("desk-quality-list", "/desk/quality/no-email");
		sheet("desk-sheet-contract", customer, "[aria-label='Change Mobile L']", "#change-preview");
		sheet("desk-sheet-once", account, "button:has-text('Charge something once')", "#sheet #description");
		sheet("desk-sheet-late-fee", account, "button:has-text('Charge a late fee')", "#sheet #dueOn");
		sheet("desk-sheet-instalments", account, "button:has-text('Agree on instalments')", "#sheet #count");
		assertThat(this.problems).isEmpty();
	}

	@Test
	void moneyOnThePortalAndAtTheCounterIsAccessible() {
		signIn("portal", "marisol");
		this.page.navigate(address("/portal/bills"));
		String bill = firstLink("a[href^='/portal/bills/INV-']");
		String account = "/portal/accounts/" + this.program.getBean(BillingAccounts.class)
			.of(this.directory.find(DirectoryKind.LOGIN, "marisol").getFirst())
			.getFirst()
			.number();
		glance("portal-dispute", bill + "/dispute");
		glance("portal-instalments", account + "/instalments");
		glance("portal-next-bill", account + "/next-bill");
		glance("portal-reminders", account + "/reminders");
		glance("portal-statement", account + "/statement");
		glance("portal-cards", "/portal/cards");
		glance("portal-donations", "/portal/donations");
		glance("portal-messages", "/portal/messages");
		glance("portal-my-data", "/portal/my-data");
		glance("portal-case-new", "/portal/cases/new");
		this.page.locator("text=A complaint").click();
		this.page.fill("#subject", "Charged twice");
		this.page.locator("main button[type=submit]").click();
		String asked = this.page.url().replaceAll("https?://[^/]+", "");
		glance("portal-case", asked);
		glance("portal-cases", "/portal/cases");
		this.page.navigate(address("/portal/payments"));
		glance("portal-receipt", firstLink("a[href^='/portal/receipts/']"));
		signIn("counter", "clerk");
		glance("counter-consents", "/counter/customers/" + number("marisol") + "/consents");
		glance("counter-donations", "/counter/customers/" + number("marisol") + "/donations");
		glance("counter-cases", "/counter/customers/" + number("marisol") + "/cases");
		glance("counter-case", asked.replace("/portal", "/counter"));
		assertThat(this.problems).isEmpty();
	}

	@Test
	void peopleAroundACustomerAreAccessible() {
		signIn("desk", "admin");
		long ana = this.directory.find(DirectoryKind.LOGIN, "ana").getFirst();
		String customer = "/desk/customers/" + CustomerNumber.of(ana);
		glance("desk-customer-with-people", customer);
		glance("desk-people", customer + "/people");
		sheet("desk-sheet-relation", customer + "/people", "button:has-text('Add')", "#sheet #role");
		sheet("desk-sheet-authority", customer + "/people", "button:has-text('Who may speak')", "#sheet #proof");
		sheet("desk-sheet-payer", customer + "/people", "button:has-text('Who pays')", "#sheet #people-q");
		this.page.setViewportSize(WIDE, 1100);
		this.page.navigate(address(customer));
		this.page.locator("#more-actions").click();
		this.page.locator("button:has-text('Send a link to set the password')").click();
		assertThat(this.page.locator("#sheet #reason")).isVisible();
		lookAsItIs("desk-sheet-password-link");
		CustomerNumber rosa = this.program.getBean(Authorities.class)
			.actsFor(ana)
			.stream()
			.filter((each) -> each.name().equals("Rosa Ruiz"))
			.findFirst()
			.orElseThrow()
			.number();
		this.page.keyboard().press("Escape");
		this.page.navigate(address("/desk/customers/" + rosa));
		speakWith(CustomerNumber.of(ana));
		this.page.locator("#more-actions").click();
		this.page.locator("button:has-text('Change the name')").click();
		assertThat(this.page.locator("#sheet #beyond")).isVisible();
		lookAsItIs("desk-sheet-beyond");
		this.page.navigate(address("/counter"));
		signIn("counter", "clerk");
		this.page.navigate(address("/counter/customers/" + rosa));
		speakWith(CustomerNumber.of(ana));
		glance("counter-customer-speaking", "/counter/customers/" + rosa);
		this.page.setViewportSize(WIDE, 900);
		this.page.navigate(address("/portal"));
		signIn("portal", "ana");
		glance("portal-own", "/portal");
		glance("portal-people", "/portal/people");
		this.page.navigate(address("/portal"));
		this.page.locator("#acting-for").click();
		this.page.locator("#acting a:has-text('Rosa Ruiz')").click();
		glance("portal-acting", this.page.url().replaceAll("https?://[^/]+", ""));
		String acting = this.page.url().replaceAll("https?://[^/]+", "");
		glance("portal-acting-bills", acting + "/bills");
		glance("portal-acting-cards", acting + "/cards");
		glance("portal-acting-donations", acting + "/donations");
		assertThat(this.problems).isEmpty();
	}

	@Test
	void payingIsAccessibleWithEveryVerdict() {
		Misbehaviour misbehaviour = this.program.getBean(Sandbox.class).misbehaviour();
		misbehaviour.times(Duration.ofMillis(300), Duration.ofMillis(50));
		for (Verdict.Code code : Verdict.Code.values()) {
			String name = code.name().toLowerCase(Locale.ROOT).replace('_', '-');
			AccountNumber account = tried(code, "verdict-" + name, misbehaviour);
			PayLink link = this.program.getBean(SendingPayLinks.class).show(account, Cast.agent(), null);
			glance("pay-link-" + name, this.program.getBean(PayLinks.class).path(link));
			if (code != Verdict.Code.CHARGED && code != Verdict.Code.NONE) {
				this.browser.clearCookies();
				signIn("portal", "verdict-" + name, Cast.PASSWORD);
				glance("portal-pay-" + name, "/portal/accounts/" + account + "/payment");
			}
			assertThat(this.program.getBean(Verdicts.class).of(account).code()).isEqualTo(code);
			if (code == Verdict.Code.ASKING) {
				this.browser.clearCookies();
				signIn("desk", "admin");
				glance("desk-unsettled", "/desk/payments/unsettled");
				misbehaviour.always(Operation.ASK, null);
			}
		}
		misbehaviour.behave();
		assertThat(this.problems).isEmpty();
	}

	/** As if faults had been counted on each of the last days. */
	private void counted(int days) {
		this.program.getBean(DataQuality.class).count();
		this.program.getBean(JdbcClient.class).sql("""
				insert into data_quality_day (day, measure, customers, of_all)
				select day - ago, measure, customers + ago % 7 + ago / 3, of_all
				from data_quality_day, generate_series(1, ?) as ago on conflict do nothing
				""").param(days).update();
	}

	/** An account with a payment by card of that verdict. */
	private AccountNumber tried(Verdict.Code code, String login, Misbehaviour misbehaviour) {
		AccountNumber account = Cast.of(this.program).owing("Vera", "Dix", "45.00");
		this.program.getBean(PortalAccess.class).allow(account.customerId(), login, Cast.PASSWORD);
		Charging charging = this.program.getBean(Charging.class);
		TestCard card = (code == Verdict.Code.NOT_CHARGED) ? TestCard.NO_FUNDS : TestCard.GOOD;
		switch (code) {
			case NONE -> {
				return account;
			}
			case WAITING_FOR_CUSTOMER -> charging.open(account, Cast.dollars("20.00"), false, null,
					address("/portal/payments/{payment}"), null, Cast.agent(), login);
			case ASKING -> {
				misbehaviour.plan(account.toString(), Operation.CHARGE, Fault.ACCEPT_THEN_HANG);
				misbehaviour.always(Operation.ASK, Fault.FAIL);
			}
			default -> {
			}
		}
		if (code != Verdict.Code.WAITING_FOR_CUSTOMER) {
			charging.charge(account, Cast.dollars("20.00"), new CardOnFile(card.token(), "Visa", card.tail(), null),
					null, Cast.agent(), login);
		}
		return account;
	}

	@Test
	void deskIsWorkedByKeyboard() {
		signIn("desk", "agent");
		this.page.navigate(address("/desk/customers/" + number("marisol")));
		for (int stop = 0; stop < 45; stop++) {
			this.page.keyboard().press("Tab");
			note(ASK_FOCUS);
		}
		this.page.locator("h1").click();
		for (String key : List.of("p", "c")) {
			this.page.keyboard().press(key);
			assertThat(this.page.locator("#sheet #amount")).isFocused();
			for (int stop = 0; stop < 15; stop++) {
				this.page.keyboard().press("Tab");
				note(ASK_WHETHER_OUTSIDE);
			}
			lookAsItIs("desk-sheet-" + key);
			this.page.keyboard().press("Escape");
			assertThat(this.page.locator("#sheet")).isHidden();
			assertThat(this.page.locator("[data-shortcut=" + key + "]")).isFocused();
		}
		this.page.locator("#more-actions").focus();
		this.page.keyboard().press("Enter");
		this.page.keyboard().press("Tab");
		this.page.keyboard().press("Enter");
		assertThat(this.page.locator("#sheet #amount")).isFocused();
		this.page.keyboard().press("Escape");
		assertThat(this.page.locator("#more-actions")).isFocused();
		this.page.keyboard().press("?");
		this.page.locator("[data-shortcut]")
			.all()
			.forEach((each) -> assertThat(this.page.locator("#shortcuts"))
				.containsText(each.getAttribute("data-shortcut-label")));
		lookAsItIs("desk-shortcuts");
		this.page.keyboard().press("Escape");
		this.page.keyboard().press("e");
		this.page.keyboard().type("97.06");
		this.page.keyboard().press("Enter");
		assertThat(this.page.locator("#explanation")).containsText("110.27");
		this.page.locator("h1").click();
		this.page.keyboard().press("$");
		this.page.keyboard().type("Fibre 1000");
		assertThat(this.page.locator("#price-result")).containsText("59.00");
		lookAsItIs("desk-answers");
		assertThat(this.problems).isEmpty();
	}

	/**
	 * A file that asks how days are written, one that was carried out, and its undoing.
	 */
	private void imports() {
		Importing importing = this.program.getBean(Importing.class);
		Actor admin = new Actor(ActorKind.STAFF, "admin", "Grace Oyelaran", Channel.DESK);
		// Somebody whom no other page is about.
		String other = CustomerNumber
			.of(this.program.getBean(JdbcClient.class)
				.sql("/* across customers: search */ select max(customer_id) from customer")
				.query(Long.class)
				.single())
			.toString();
		String rows = "customer,number,date,amount\n%1$s,P-1,%2$s,12.50\n%1$s,P-2,%2$s,twelve\n4711,P-3,%2$s,1.00\n";
		look("desk-import-plan", "/desk/imports/" + receive(importing, rows.formatted(other, "03/04/2025"), admin));
		long done = receive(importing, rows.formatted(other, "2025-04-03"), admin);
		importing.checkNow(done, importing.look(done, null).plan(), admin);
		importing.runNow(done);
		look("desk-import", "/desk/imports/" + done);
		look("desk-import-undo", "/desk/imports/" + done + "/undo");
		look("desk-imports", "/desk/imports");
	}

	private static long receive(Importing importing, String rows, Actor actor) {
		return importing.receive("payments.csv", new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), false,
				actor);
	}

	private void look(String name, String path) {
		this.looked = name;
		this.page.setViewportSize(WIDE, 900);
		this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
		this.page.navigate(address(path));
		this.page.evaluate(AXE);
		look(name, WIDE, ColorScheme.LIGHT);
		look(name, WIDE, ColorScheme.DARK);
		this.page.setViewportSize(NARROW, 844);
		look(name, NARROW, ColorScheme.DARK);
		look(name, NARROW, ColorScheme.LIGHT);
	}

	/** Looks wide and light, then narrow and dark. */
	private void glance(String name, String path) {
		this.looked = name;
		this.page.setViewportSize(WIDE, 900);
		this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
		this.page.navigate(address(path));
		// What loads itself has come.
		this.page.waitForFunction("() => !document.querySelector('[hx-trigger=load]')");
		this.page.evaluate(AXE);
		look(name, WIDE, ColorScheme.LIGHT);
		this.page.setViewportSize(NARROW, 844);
		look(name, NARROW, ColorScheme.DARK);
	}

	private void speakWith(CustomerNumber person) {
		this.page.selectOption("#speaking-with", person.toString());
		assertThat(this.page.locator(".speaking-may")).isVisible();
	}

	/** Opens a sheet over a page and looks at both sizes of it. */
	private void sheet(String name, String path, String button, String field) {
		this.page.setViewportSize(WIDE, 1100);
		this.page.navigate(address(path));
		this.page.locator(button).first().click();
		assertThat(this.page.locator(field)).isVisible();
		lookAsItIs(name + "-" + WIDE);
		this.page.setViewportSize(NARROW, 844);
		lookAsItIs(name + "-" + NARROW);
	}

	private void lookAsItIs(String name) {
		this.looked = name;
		this.page.screenshot(picture(name));
		this.page.evaluate(AXE);
		note(ASK_WIDTH);
		note(ASK_AXE.formatted("{}"));
	}

	private void look(String name, int width, ColorScheme scheme) {
		this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
		this.looked = name + "-" + width + "-" + scheme.name().toLowerCase();
		this.page.screenshot(picture(this.looked).setFullPage(true));
		note(ASK_WIDTH);
		note(ASK_AXE.formatted((scheme == ColorScheme.DARK) ? COLOURS_ONLY : "{}"));
	}

	// To hide the caret, Playwright would write into the page's style attributes.
	private static Page.ScreenshotOptions picture(String name) {
		return new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setCaret(ScreenshotCaret.INITIAL);
	}

	private void note(String question) {
		((List<?>) this.page.evaluate(question)).forEach((answer) -> this.problems.add(this.looked + ": " + answer));
	}

	private void signIn(String channel, String username) {
		signIn(channel, username, "demo");
	}

	private void signIn(String channel, String username, String password) {
		this.page.setViewportSize(WIDE, 900);
		this.page.navigate(address("/" + channel + "/sign-in"));
		this.page.fill("#username", username);
		this.page.fill("#password", password);
		this.page.click("[data-sign-in] [type=submit]");
	}

	private String firstLink(String selector) {
		return this.page.locator(selector).first().getAttribute("href");
	}

	private String number(String login) {
		return CustomerNumber.of(this.directory.find(DirectoryKind.LOGIN, login).getFirst()).toString();
	}

	private String address(String path) {
		return "http://localhost:" + this.port + path;
	}

	private static String text(String resource) {
		try (InputStream in = PagesAreAccessibleTest.class.getResourceAsStream(resource)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
