package app.accord.sandbox;

import app.accord.money.Amounts;
import app.accord.sandbox.Intent.Kind;
import app.accord.sandbox.Intent.State;

import org.springframework.web.util.HtmlUtils;

/** The sandbox's payment page, made by hand: it is another site than the program's. */
final class PaymentPage {

	static final String STYLE = """
			:root { color-scheme: light dark; --ink: #16213a; --soft: #5b6785; --line: #d7dded; --paper: #fff; --back: #eef1f8;
				--go: #3b4bd8; --go-ink: #fff; --bad: #b3261e; --bad-back: #fdecea; --test: #7a4f01; --test-back: #fff4d6; }
			@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf8; --soft: #a3aec9; --line: #39445f; --paper: #1a2236; --back: #10162a;
				--go: #8b98ff; --go-ink: #10162a; --bad: #ffb4ab; --bad-back: #4a1c1a; --test: #ffd98a; --test-back: #3d3010; } }
			* { box-sizing: border-box; }
			body { margin: 0; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--back); }
			main { max-width: 27rem; margin: 0 auto; padding: 2.5rem 1rem; }
			.test { display: inline-block; padding: .1rem .6rem; border-radius: 1rem; font-size: .8rem; font-weight: 600; color: var(--test); background: var(--test-back); }
			.sheet { margin-top: 1rem; padding: 1.75rem 1.5rem; border-radius: 1rem; background: var(--paper); border: 1px solid var(--line); box-shadow: 0 12px 32px rgb(20 30 70 / .08); }
			h1 { margin: 0; font-size: 2.4rem; line-height: 1.15; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
			h1.words { font-size: 1.4rem; letter-spacing: 0; }
			p { margin: .35rem 0 0; } .soft { color: var(--soft); }
			.bad { margin: 1rem 0 0; padding: .75rem 1rem; border-radius: .6rem; color: var(--bad); background: var(--bad-back); font-weight: 600; }
			fieldset { min-width: 0; margin: 1.25rem 0 0; padding: 0; border: 0; } legend { padding: 0; margin-bottom: .5rem; font-weight: 600; }
			.card { display: flex; align-items: center; gap: .75rem; padding: .6rem .8rem; border: 1px solid var(--line); margin-top: -1px; cursor: pointer; min-height: 3rem; }
			.card:first-of-type { border-radius: .7rem .7rem 0 0; } .card:last-of-type { border-radius: 0 0 .7rem .7rem; }
			.card:has(:checked) { border-color: var(--go); position: relative; box-shadow: inset 0 0 0 1px var(--go); }
			.card input { accent-color: var(--go); width: 1.15rem; height: 1.15rem; flex: none; }
			.card b { font-variant-numeric: tabular-nums; font-weight: 600; white-space: nowrap; } .card span { color: var(--soft); font-size: .875rem; line-height: 1.3; }
			details { margin-top: .6rem; } summary { cursor: pointer; padding: .5rem 0; color: var(--go); font-weight: 600; }
			button { font: inherit; font-weight: 600; width: 100%; min-height: 3.2rem; margin-top: 1.25rem; border: 0; border-radius: .7rem; cursor: pointer; color: var(--go-ink); background: var(--go); }
			button.quiet { margin-top: .5rem; color: var(--soft); background: none; min-height: 2.75rem; }
			:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
			a { color: var(--go); } .screen { margin-top: 1rem; padding: 1rem; border-radius: .7rem; background: var(--back); text-align: center; }
			.plain { list-style: none; margin: 1rem 0 0; padding: 0; } .plain a { display: block; padding: .8rem 0; font-weight: 600; }
			footer { margin-top: 1.25rem; text-align: center; font-size: .85rem; color: var(--soft); }
			""";

	private PaymentPage() {
	}

	static String of(Intent intent) {
		return (intent.state() == State.CHALLENGE) ? challenge(intent) : cards(intent);
	}

	static String missing() {
		return page("No such page", """
				<h1 class="words">There is no such payment page</h1>
				<p class="soft">The address may be mistyped. Go back to where you came from and start again.</p>""");
	}

	private static String cards(Intent intent) {
		boolean saving = intent.kind() == Kind.SAVING;
		StringBuilder html = new StringBuilder();
		html.append(saving ? "<h1 class=\"words\">Leave a card</h1>" : "<h1>" + amount(intent) + "</h1>");
		if (intent.description() != null) {
			html.append("<p class=\"soft\">").append(escape(intent.description())).append("</p>");
		}
		if (intent.declineCode() != null) {
			html.append("<p class=\"bad\" role=\"alert\">Not charged: ")
				.append(words(intent.declineCode()))
				.append(". Choose another card, or go back.</p>");
		}
		html.append("<form method=\"post\" action=\"/pay/").append(intent.pageKey()).append("\">");
		html.append("<fieldset><legend>Test card</legend>");
		row(html, TestCard.GOOD, true);
		row(html, TestCard.CHALLENGE, false);
		row(html, TestCard.DECLINED, false);
		row(html, TestCard.ANSWER_LOST, false);
		html.append("</fieldset><details><summary>More cards</summary><fieldset>")
			.append("<legend>They behave like this</legend>");
		for (TestCard card : new TestCard[] { TestCard.GOOD_MASTERCARD, TestCard.NO_FUNDS, TestCard.LATER_NO_FUNDS,
				TestCard.LOST, TestCard.STOLEN, TestCard.EXPIRED, TestCard.WRONG_CODE }) {
			row(html, card, false);
		}
		html.append("</fieldset></details>");
		if (intent.saveCard()) {
			html.append("<p class=\"soft\">The card is kept for later payments, as you asked.</p>");
		}
		html.append("<button type=\"submit\">")
			.append(saving ? "Keep this card" : "Pay " + amount(intent))
			.append("</button></form>");
		html.append("<form method=\"post\" action=\"/pay/")
			.append(intent.pageKey())
			.append("/leave\"><button class=\"quiet\" type=\"submit\">Go back without paying</button></form>");
		return page(saving ? "Leave a card" : "Pay " + amount(intent), html.toString());
	}

	static void row(StringBuilder html, TestCard card, boolean chosen) {
		html.append("<label class=\"card\"><input type=\"radio\" name=\"card\" value=\"")
			.append(card.tail())
			.append(chosen ? "\" checked>" : "\">")
			.append("<b>")
			.append(card.brand())
			.append(" •••• ")
			.append(card.tail())
			.append("</b><span>")
			.append(card.what())
			.append("</span></label>");
	}

	private static String challenge(Intent intent) {
		return page("Confirm with your bank",
				"""
						<p class="soft">Test Bank</p>
						<h1 class="words">Do you want to pay %s?</h1>
						<p class="soft">Your bank asks you to confirm this payment with your Visa •••• %s. Nothing has been charged yet.</p>
						<form method="post" action="/pay/%s/confirm">
						<button type="submit" name="answer" value="yes">Yes, confirm</button>
						<button class="quiet" type="submit" name="answer" value="no">No, that wasn’t me</button>
						</form>"""
					.formatted(amount(intent), intent.cardTail(), intent.pageKey()));
	}

	static String page(String title, String inside) {
		return page(title, "", inside);
	}

	static String page(String title, String head, String inside) {
		return """
				<!DOCTYPE html>
				<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
				<title>%s · Payment sandbox</title><link rel="stylesheet" href="/pay.css">%s</head>
				<body><main><span class="test">Sandbox: no real money moves</span><section class="sheet">%s</section>
				<footer>This page is the payment sandbox’s, not the shop’s. Never type a real card number anywhere here.</footer></main></body></html>
				"""
			.formatted(escape(title), head, inside);
	}

	static String words(String code) {
		return switch (code) {
			case "insufficient_funds" -> "there is not enough money on the card’s account";
			case "lost_card" -> "the card was reported as lost";
			case "stolen_card" -> "the card was reported as stolen";
			case "expired_card" -> "the card has expired";
			case "incorrect_cvc" -> "the security code is wrong";
			case "authentication_failed" -> "you did not confirm with your bank";
			case "canceled_at_terminal" -> "it was called off with the red button";
			default -> "the bank declined the card";
		};
	}

	static String amount(Intent intent) {
		return escape(Amounts.show(intent.amount()));
	}

	static String escape(String text) {
		return HtmlUtils.htmlEscape(text);
	}

}
