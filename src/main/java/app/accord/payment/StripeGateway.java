package app.accord.payment;

import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import app.accord.money.Amounts;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.StripeError;
import com.stripe.model.checkout.Session;
import com.stripe.model.terminal.Reader;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.ChargeListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import com.stripe.param.terminal.ReaderListParams;
import com.stripe.param.terminal.ReaderProcessPaymentIntentParams;
import org.joda.money.Money;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stripe. Customers pay on Stripe's own page (Checkout); what is kept of a card is
 * Stripe's customer and payment method. Our attempt's id is the idempotency key and
 * stands in the metadata, by which an attempt is found whose answer was lost: Stripe
 * forgets keys after a day, so nothing is ever made again to find out.
 */
final class StripeGateway implements Gateway {

	static final String ATTEMPT = "accord_attempt";

	static final String ACCOUNT = "accord_account";

	static final String REFUND = "accord_refund";

	/** How long a dispute may stay undecided. */
	private static final Duration DISPUTES = Duration.ofDays(120);

	private final StripeClient stripe;

	private final String webhookSecret;

	private final String pageOrigin;

	private final JsonMapper json;

	private final Clock clock;

	/**
	 * @param key secret or restricted key
	 * @param webhookSecret of the endpoint at Stripe, or blank: reports are refused
	 * @param apiBase {@code https://api.stripe.com}
	 * @param pageOrigin {@code https://checkout.stripe.com}, or the company's own domain
	 * for it
	 */
	StripeGateway(String key, String webhookSecret, String apiBase, String pageOrigin, Duration connect, Duration read,
			JsonMapper json, Clock clock) {
		this.json = json;
		this.stripe = StripeClient.builder()
			.setApiKey(key)
			.setApiBase(apiBase)
			.setConnectTimeout((int) connect.toMillis())
			.setReadTimeout((int) read.toMillis())
			.setMaxNetworkRetries(0)
			.build();
		this.webhookSecret = webhookSecret;
		this.pageOrigin = pageOrigin;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "stripe";
	}

	@Override
	public String pageOrigin() {
		return this.pageOrigin;
	}

	@Override
	public Waiting openPage(Checkout checkout) {
		PaymentAttempt attempt = checkout.attempt();
		var payment = SessionCreateParams.PaymentIntentData.builder()
			.setDescription(checkout.description())
			.putMetadata(ATTEMPT, attempt.attemptId().toString())
			.putMetadata(ACCOUNT, attempt.account().toString());
		var session = SessionCreateParams.builder()
			.setMode(SessionCreateParams.Mode.PAYMENT)
			.addPaymentMethodType(SessionCreateParams.PaymentMethodType.CARD)
			.setSubmitType(SessionCreateParams.SubmitType.PAY)
			.setClientReferenceId(attempt.attemptId().toString())
			.putMetadata(ATTEMPT, attempt.attemptId().toString())
			.putMetadata(ACCOUNT, attempt.account().toString())
			.setSuccessUrl(checkout.returnUrl())
			.setCancelUrl(checkout.returnUrl())
			.setExpiresAt(checkout.until().getEpochSecond())
			.addLineItem(SessionCreateParams.LineItem.builder()
				.setQuantity(1L)
				.setPriceData(SessionCreateParams.LineItem.PriceData.builder()
					.setCurrency(currency(attempt.amount()))
					.setUnitAmount(Amounts.minor(attempt.amount()))
					.setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
						.setName(checkout.description())
						.build())
					.build())
				.build());
		if (checkout.email() != null) {
			session.setCustomerEmail(checkout.email());
		}
		if (attempt.saveCard()) {
			payment.setSetupFutureUsage(SessionCreateParams.PaymentIntentData.SetupFutureUsage.OFF_SESSION);
			session.setCustomerCreation(SessionCreateParams.CustomerCreation.ALWAYS);
		}
		session.setPaymentIntentData(payment.build());
		return waiting(
				call(() -> this.stripe.v1().checkout().sessions().create(session.build(), once(attempt.attemptId()))));
	}

	@Override
	public Outcome charge(OffSession charge) {
		PaymentAttempt attempt = charge.attempt();
		String[] card = charge.token().split("/", 2);
		var params = PaymentIntentCreateParams.builder()
			.setAmount(Amounts.minor(attempt.amount()))
			.setCurrency(currency(attempt.amount()))
			.addPaymentMethodType("card")
			.setPaymentMethod(card[card.length - 1])
			.setOffSession(true)
			.setConfirm(true)
			.setErrorOnRequiresAction(true)
			.setDescription(charge.description())
			.putMetadata(ATTEMPT, attempt.attemptId().toString())
			.putMetadata(ACCOUNT, attempt.account().toString())
			.addExpand("latest_charge");
		if (card.length == 2) {
			params.setCustomer(card[0]);
		}
		try {
			return outcome(this.stripe.v1().paymentIntents().create(params.build(), once(attempt.attemptId())));
		}
		catch (CardException ex) {
			return new Declined(code(ex.getStripeError()), null);
		}
		catch (StripeException ex) {
			throw translated(ex);
		}
	}

	@Override
	public List<CardTerminal> terminals() {
		var params = ReaderListParams.builder().setLimit(100L).build();
		return all(() -> this.stripe.v1().terminal().readers().list(params)).stream()
			.map((reader) -> new CardTerminal(reader.getId(),
					(reader.getLabel() != null) ? reader.getLabel() : reader.getId(),
					"online".equals(reader.getStatus())))
			.toList();
	}

	/**
	 * Server-driven: a payment is made that nobody can pay yet, then a reader is told to
	 * ask for a card for it. What is unclear before that has surely charged nobody.
	 */
	@Override
	public Outcome present(AtTerminal order) {
		PaymentAttempt attempt = order.attempt();
		var params = PaymentIntentCreateParams.builder()
			.setAmount(Amounts.minor(attempt.amount()))
			.setCurrency(currency(attempt.amount()))
			.addPaymentMethodType("card_present")
			.setDescription(order.description())
			.putMetadata(ATTEMPT, attempt.attemptId().toString())
			.putMetadata(ACCOUNT, attempt.account().toString())
			.build();
		PaymentIntent intent;
		try {
			intent = call(() -> this.stripe.v1().paymentIntents().create(params, once(attempt.attemptId())));
		}
		catch (GatewayUnclear ex) {
			throw new GatewayRefused(DeclineCode.NOT_REACHED, ex.getMessage());
		}
		try {
			this.stripe.v1()
				.terminal()
				.readers()
				.processPaymentIntent(attempt.terminal(),
						ReaderProcessPaymentIntentParams.builder().setPaymentIntent(intent.getId()).build());
			return new Waiting(intent.getId(), null, order.until());
		}
		catch (InvalidRequestException ex) {
			throw switch (String.valueOf(ex.getCode())) {
				case "terminal_reader_offline" -> new GatewayRefused(DeclineCode.TERMINAL_OFF, ex.getMessage());
				case "terminal_reader_busy" -> new GatewayRefused(DeclineCode.TERMINAL_BUSY, ex.getMessage());
				case "terminal_reader_timeout" -> new GatewayUnclear("The reader did not answer.", ex);
				default -> translated(ex);
			};
		}
		catch (StripeException ex) {
			throw translated(ex);
		}
	}

	@Override
	public Optional<Outcome> ask(PaymentAttempt attempt) {
		if (attempt.way() == PaymentAttempt.Way.HOSTED_PAGE) {
			return session(attempt).map(this::outcome);
		}
		if (attempt.way() == PaymentAttempt.Way.TERMINAL) {
			return intent(attempt).flatMap((intent) -> atReader(attempt, intent));
		}
		return intent(attempt).map(StripeGateway::outcome);
	}

	@Override
	public Optional<Outcome> callOff(PaymentAttempt attempt) {
		if (attempt.way() == PaymentAttempt.Way.HOSTED_PAGE) {
			Optional<Session> session = session(attempt);
			if (session.isPresent() && "open".equals(session.get().getStatus())) {
				try {
					this.stripe.v1().checkout().sessions().expire(session.get().getId());
					return Optional.of(new Declined(DeclineCode.CALLED_OFF, null));
				}
				catch (InvalidRequestException ex) {
					// Somebody was faster: it is asked below.
				}
				catch (StripeException ex) {
					throw translated(ex);
				}
			}
			return ask(attempt);
		}
		Optional<PaymentIntent> intent = intent(attempt);
		if (intent.isPresent() && attempt.way() == PaymentAttempt.Way.TERMINAL && asks(attempt, intent.get())) {
			call(() -> this.stripe.v1().terminal().readers().cancelAction(attempt.terminal()));
		}
		if (intent.isPresent() && List.of("requires_payment_method", "requires_confirmation", "requires_action")
			.contains(intent.get().getStatus())) {
			call(() -> this.stripe.v1().paymentIntents().cancel(intent.get().getId()));
			return Optional.of(new Declined(DeclineCode.CALLED_OFF, null));
		}
		return intent.map(StripeGateway::outcome);
	}

	@Override
	public Waiting openSaving(Saving saving) {
		var session = SessionCreateParams.builder()
			.setMode(SessionCreateParams.Mode.SETUP)
			.addPaymentMethodType(SessionCreateParams.PaymentMethodType.CARD)
			.setCurrency(saving.currency().toLowerCase(Locale.ROOT))
			.setCustomerCreation(SessionCreateParams.CustomerCreation.ALWAYS)
			.setClientReferenceId(saving.savingId().toString())
			.putMetadata("accord_customer", saving.customer())
			.setSuccessUrl(saving.returnUrl())
			.setCancelUrl(saving.returnUrl())
			.build();
		return waiting(call(() -> this.stripe.v1().checkout().sessions().create(session, once(saving.savingId()))));
	}

	@Override
	public Optional<CardOnFile> saved(UUID savingId, String pageReference) {
		var params = SessionRetrieveParams.builder().addExpand("setup_intent.payment_method").build();
		Session session = call(() -> this.stripe.v1().checkout().sessions().retrieve(pageReference, params));
		if (!"complete".equals(session.getStatus()) || session.getSetupIntentObject() == null) {
			return Optional.empty();
		}
		PaymentMethod method = session.getSetupIntentObject().getPaymentMethodObject();
		if (method == null || method.getCard() == null) {
			return Optional.empty();
		}
		PaymentMethod.Card card = method.getCard();
		return Optional.of(card(token(session.getCustomer(), method.getId()), card.getBrand(), card.getLast4(),
				card.getExpMonth(), card.getExpYear()));
	}

	/** Stripe's customer is made for the card alone, so it goes with it. */
	@Override
	public void forget(String token) {
		String[] card = token.split("/", 2);
		try {
			if (card.length == 2) {
				this.stripe.v1().customers().delete(card[0]);
			}
			else {
				this.stripe.v1().paymentMethods().detach(card[0]);
			}
		}
		catch (InvalidRequestException ex) {
			boolean gone = Integer.valueOf(404).equals(ex.getStatusCode()) || "resource_missing".equals(ex.getCode());
			if (!gone) {
				throw translated(ex);
			}
		}
		catch (StripeException ex) {
			throw translated(ex);
		}
	}

	@Override
	public PaidBack refund(Refund refund) {
		var params = RefundCreateParams.builder()
			.setCharge(refund.capture())
			.setAmount(Amounts.minor(refund.amount()))
			.putMetadata(REFUND, refund.refundId().toString())
			.build();
		try {
			return paidBack(this.stripe.v1().refunds().create(params, once(refund.refundId())));
		}
		catch (InvalidRequestException ex) {
			return new PaidBack(null, false, ex.getUserMessage());
		}
		catch (StripeException ex) {
			throw translated(ex);
		}
	}

	@Override
	public Optional<PaidBack> askRefund(Refund refund) {
		var params = RefundListParams.builder().setCharge(refund.capture()).setLimit(100L).build();
		for (com.stripe.model.Refund made : all(() -> this.stripe.v1().refunds().list(params))) {
			if (refund.refundId().toString().equals(metadata(made.getMetadata(), REFUND))) {
				return Optional.of(paidBack(made));
			}
		}
		return Optional.empty();
	}

	@Override
	public List<BookLine> booksSince(Instant since) {
		List<BookLine> lines = new ArrayList<>();
		var charges = ChargeListParams.builder()
			.setCreated(ChargeListParams.Created.builder().setGte(since.getEpochSecond()).build())
			.setLimit(100L)
			.build();
		for (Charge charge : all(() -> this.stripe.v1().charges().list(charges))) {
			if (captured(charge)) {
				lines.add(line(charge));
			}
		}
		var refunds = RefundListParams.builder()
			.setCreated(RefundListParams.Created.builder().setGte(since.getEpochSecond()).build())
			.setLimit(100L)
			.build();
		all(() -> this.stripe.v1().refunds().list(refunds)).forEach((refund) -> lines.add(line(refund)));
		var disputes = DisputeListParams.builder()
			.setCreated(DisputeListParams.Created.builder().setGte(since.minus(DISPUTES).getEpochSecond()).build())
			.setLimit(100L)
			.build();
		all(() -> this.stripe.v1().disputes().list(disputes)).forEach((dispute) -> lines.add(line(dispute)));
		lines.sort(Comparator.comparing((BookLine line) -> line.kind()).thenComparing(BookLine::at));
		return lines;
	}

	@Override
	public Optional<BookLine> bookLine(String reference) {
		try {
			if (reference.startsWith("re_") || reference.startsWith("pyr_")) {
				return Optional.of(line(this.stripe.v1().refunds().retrieve(reference)));
			}
			if (reference.startsWith("dp_") || reference.startsWith("du_")) {
				return Optional.of(line(this.stripe.v1().disputes().retrieve(reference)));
			}
			Charge charge = this.stripe.v1().charges().retrieve(reference);
			return captured(charge) ? Optional.of(line(charge)) : Optional.empty();
		}
		catch (InvalidRequestException ex) {
			return Optional.empty();
		}
		catch (StripeException ex) {
			throw translated(ex);
		}
	}

	@Override
	public Report read(String body, String signature) {
		if (this.webhookSecret == null || this.webhookSecret.isBlank() || signature == null) {
			throw new ForgedReport("There is no signature.");
		}
		try {
			Webhook.constructEvent(body, signature, this.webhookSecret, SignedReports.TOLERANCE.toSeconds(),
					this.clock);
			JsonNode event = this.json.readTree(body);
			requireNotFromTheFuture(signature);
			JsonNode object = event.path("data").path("object");
			return new Report(text(event, "id"), text(event, "type"), attempt(object), subject(object));
		}
		catch (SignatureVerificationException ex) {
			throw new ForgedReport("The signature is wrong or too old.");
		}
		catch (JacksonException ex) {
			throw new ForgedReport("That is no report.");
		}
	}

	/** The library refuses what is too old only. */
	private void requireNotFromTheFuture(String signature) {
		for (String part : signature.split(",")) {
			if (part.strip().startsWith("t=")) {
				long seconds = Long.parseLong(part.strip().substring(2));
				if (seconds > this.clock.instant().plus(SignedReports.TOLERANCE).getEpochSecond()) {
					throw new ForgedReport("The report comes from the future.");
				}
			}
		}
	}

	private static UUID attempt(JsonNode object) {
		boolean ours = List.of("checkout.session", "payment_intent").contains(text(object, "object"));
		return ours ? uuid(text(object.path("metadata"), ATTEMPT)) : null;
	}

	private static String subject(JsonNode object) {
		return List.of("charge", "refund", "dispute").contains(text(object, "object")) ? text(object, "id") : null;
	}

	private static String text(JsonNode object, String name) {
		JsonNode value = object.path(name);
		return value.isString() ? value.asString() : "";
	}

	/** The page's session: by its reference, or found by our id where that was lost. */
	private Optional<Session> session(PaymentAttempt attempt) {
		var params = SessionRetrieveParams.builder().addExpand("payment_intent.latest_charge").build();
		if (attempt.pageReference() != null) {
			return Optional
				.of(call(() -> this.stripe.v1().checkout().sessions().retrieve(attempt.pageReference(), params)));
		}
		var list = SessionListParams.builder()
			.setCreated(SessionListParams.Created.builder()
				.setGte(attempt.createdAt().minus(Duration.ofMinutes(10)).getEpochSecond())
				.setLte(attempt.createdAt().plus(Duration.ofMinutes(30)).getEpochSecond())
				.build())
			.setLimit(100L)
			.build();
		for (Session session : all(() -> this.stripe.v1().checkout().sessions().list(list))) {
			if (attempt.attemptId().toString().equals(session.getClientReferenceId())) {
				return Optional
					.of(call(() -> this.stripe.v1().checkout().sessions().retrieve(session.getId(), params)));
			}
		}
		return Optional.empty();
	}

	/**
	 * The payment of a kept card, found by our id among those of its time. Stripe's
	 * search would be shorter, but lags behind.
	 */
	private Optional<PaymentIntent> intent(PaymentAttempt attempt) {
		var list = PaymentIntentListParams.builder()
			.setCreated(PaymentIntentListParams.Created.builder()
				.setGte(attempt.createdAt().minus(Duration.ofMinutes(10)).getEpochSecond())
				.setLte(attempt.createdAt().plus(Duration.ofMinutes(30)).getEpochSecond())
				.build())
			.addExpand("data.latest_charge")
			.setLimit(100L)
			.build();
		for (PaymentIntent intent : all(() -> this.stripe.v1().paymentIntents().list(list))) {
			if (attempt.attemptId().toString().equals(metadata(intent.getMetadata(), ATTEMPT))) {
				return Optional.of(intent);
			}
		}
		return Optional.empty();
	}

	private Outcome outcome(Session session) {
		PaymentIntent intent = session.getPaymentIntentObject();
		return switch (String.valueOf(session.getStatus())) {
			case "open" -> waiting(session);
			case "complete" -> outcome(Optional.ofNullable(intent)
				.orElseThrow(() -> new GatewayUnclear("Stripe's page is complete without a payment.")));
			case "expired" -> (intent != null && "succeeded".equals(intent.getStatus())) ? outcome(intent)
					: new Declined((intent != null && intent.getLastPaymentError() != null)
							? code(intent.getLastPaymentError()) : DeclineCode.LEFT_PAGE, null);
			default -> throw new GatewayUnclear("Stripe says of its page: " + session.getStatus());
		};
	}

	/**
	 * How a payment at a reader stands; empty if it is not paid and the reader asks for
	 * no card for it, so that nothing becomes of it any more.
	 */
	private Optional<Outcome> atReader(PaymentAttempt attempt, PaymentIntent intent) {
		boolean unpaid = "requires_payment_method".equals(intent.getStatus()) && intent.getLastPaymentError() == null;
		if (!unpaid) {
			return Optional.of(outcome(intent));
		}
		Reader.Action action = action(attempt, intent);
		return switch ((action != null) ? String.valueOf(action.getStatus()) : "") {
			case "in_progress" ->
				Optional.of(new Waiting(intent.getId(), null, attempt.createdAt().plus(Charging.TERMINAL_ASKS)));
			case "failed" -> Optional.of(new Declined(
					"customer_canceled".equals(action.getFailureCode()) ? DeclineCode.CALLED_OFF : DeclineCode.NO_CARD,
					null));
			case "succeeded" -> throw new GatewayUnclear("Stripe's reader is done, its payment is not yet.");
			default -> Optional.empty();
		};
	}

	private boolean asks(PaymentAttempt attempt, PaymentIntent intent) {
		Reader.Action action = action(attempt, intent);
		return action != null && "in_progress".equals(action.getStatus());
	}

	/** What the reader does for that payment; null if it is about something else. */
	private Reader.Action action(PaymentAttempt attempt, PaymentIntent intent) {
		Reader.Action action = call(() -> this.stripe.v1().terminal().readers().retrieve(attempt.terminal()))
			.getAction();
		boolean mine = action != null && action.getProcessPaymentIntent() != null
				&& intent.getId().equals(action.getProcessPaymentIntent().getPaymentIntent());
		return mine ? action : null;
	}

	private static Outcome outcome(PaymentIntent intent) {
		Charge charge = intent.getLatestChargeObject();
		return switch (String.valueOf(intent.getStatus())) {
			case "succeeded" -> {
				if (charge == null) {
					throw new GatewayUnclear("Stripe tells of a payment without its charge.");
				}
				boolean kept = intent.getSetupFutureUsage() != null;
				yield new Charged(charge.getId(), amount(charge.getCurrency(), charge.getAmountCaptured()),
						Instant.ofEpochSecond(charge.getCreated()),
						card(kept ? token(intent.getCustomer(), intent.getPaymentMethod()) : null, charge));
			}
			case "requires_payment_method", "canceled" -> new Declined(
					(intent.getLastPaymentError() != null) ? code(intent.getLastPaymentError()) : DeclineCode.OTHER,
					card(null, charge));
			case "requires_action", "requires_confirmation" -> new Declined(DeclineCode.CONFIRMATION_NEEDED, null);
			default -> throw new GatewayUnclear("Stripe says of the payment: " + intent.getStatus());
		};
	}

	private static Waiting waiting(Session session) {
		return new Waiting(session.getId(), session.getUrl(),
				(session.getExpiresAt() != null) ? Instant.ofEpochSecond(session.getExpiresAt()) : null);
	}

	static DeclineCode code(StripeError error) {
		String code = (error == null) ? ""
				: (error.getDeclineCode() != null) ? error.getDeclineCode() : String.valueOf(error.getCode());
		return switch (code) {
			case "insufficient_funds", "card_velocity_exceeded", "withdrawal_count_limit_exceeded" ->
				DeclineCode.INSUFFICIENT_FUNDS;
			case "generic_decline", "do_not_honor", "call_issuer", "no_action_taken", "card_declined",
					"transaction_not_allowed", "approve_with_id" ->
				DeclineCode.DO_NOT_HONOUR;
			case "try_again_later", "issuer_not_available", "processing_error", "reenter_transaction" ->
				DeclineCode.TRY_AGAIN_LATER;
			case "expired_card" -> DeclineCode.EXPIRED_CARD;
			case "lost_card" -> DeclineCode.LOST_CARD;
			case "stolen_card", "pickup_card", "restricted_card" -> DeclineCode.STOLEN_CARD;
			case "incorrect_cvc", "invalid_cvc", "incorrect_number", "invalid_number", "invalid_expiry_year",
					"invalid_expiry_month", "incorrect_zip" ->
				DeclineCode.WRONG_DATA;
			case "card_not_supported", "currency_not_supported", "invalid_account" -> DeclineCode.NOT_SUPPORTED;
			case "fraudulent", "merchant_blacklist", "security_violation" -> DeclineCode.SUSPECTED_FRAUD;
			case "authentication_required" -> DeclineCode.CONFIRMATION_NEEDED;
			case "payment_intent_authentication_failure", "authentication_not_handled" -> DeclineCode.NOT_CONFIRMED;
			default -> DeclineCode.OTHER;
		};
	}

	private static PaidBack paidBack(com.stripe.model.Refund refund) {
		boolean paid = !"failed".equals(refund.getStatus()) && !"canceled".equals(refund.getStatus());
		return new PaidBack(refund.getId(), paid, paid ? null : refund.getFailureReason());
	}

	private static boolean captured(Charge charge) {
		return Boolean.TRUE.equals(charge.getPaid()) && Boolean.TRUE.equals(charge.getCaptured())
				&& charge.getAmountCaptured() != null && charge.getAmountCaptured() > 0;
	}

	private static BookLine line(Charge charge) {
		return new BookLine(LineKind.CAPTURE, charge.getId(), uuid(metadata(charge.getMetadata(), ATTEMPT)),
				metadata(charge.getMetadata(), ACCOUNT), null, amount(charge.getCurrency(), charge.getAmountCaptured()),
				Instant.ofEpochSecond(charge.getCreated()), null, null, card(null, charge));
	}

	private static BookLine line(com.stripe.model.Refund refund) {
		return new BookLine(LineKind.REFUND, refund.getId(), uuid(metadata(refund.getMetadata(), REFUND)), null,
				refund.getCharge(), amount(refund.getCurrency(), refund.getAmount()),
				Instant.ofEpochSecond(refund.getCreated()), paidBack(refund).paid() ? "PAID" : "FAILED", null, null);
	}

	private static BookLine line(Dispute dispute) {
		String state = switch (String.valueOf(dispute.getStatus())) {
			case "won", "warning_closed" -> "WON";
			case "lost" -> "LOST";
			default -> "OPEN";
		};
		return new BookLine(LineKind.DISPUTE, dispute.getId(), null, null, dispute.getCharge(),
				amount(dispute.getCurrency(), dispute.getAmount()), Instant.ofEpochSecond(dispute.getCreated()), state,
				dispute.getReason(), null);
	}

	private static CardOnFile card(String token, Charge charge) {
		if (charge == null || charge.getPaymentMethodDetails() == null) {
			return null;
		}
		Charge.PaymentMethodDetails.CardPresent present = charge.getPaymentMethodDetails().getCardPresent();
		if (present != null) {
			return card(token, present.getBrand(), present.getLast4(), present.getExpMonth(), present.getExpYear());
		}
		if (charge.getPaymentMethodDetails().getCard() == null) {
			return null;
		}
		Charge.PaymentMethodDetails.Card card = charge.getPaymentMethodDetails().getCard();
		return card(token, card.getBrand(), card.getLast4(), card.getExpMonth(), card.getExpYear());
	}

	private static CardOnFile card(String token, String brand, String lastFour, Long month, Long year) {
		String name = switch (String.valueOf(brand)) {
			case "visa" -> "Visa";
			case "mastercard" -> "Mastercard";
			case "amex" -> "American Express";
			case "discover" -> "Discover";
			case "diners" -> "Diners Club";
			case "jcb" -> "JCB";
			case "unionpay" -> "UnionPay";
			default -> "Card";
		};
		return new CardOnFile(token, name, lastFour, (month != null && year != null)
				? YearMonth.of(year.intValue(), month.intValue()).atEndOfMonth() : null);
	}

	private static String token(String customer, String method) {
		return (customer != null) ? customer + "/" + method : method;
	}

	private static RequestOptions once(UUID id) {
		return RequestOptions.builder().setIdempotencyKey(id.toString()).build();
	}

	private static String currency(Money amount) {
		return amount.getCurrencyUnit().getCode().toLowerCase(Locale.ROOT);
	}

	private static Money amount(String currency, Long minor) {
		return Amounts.ofMinor(currency.toUpperCase(Locale.ROOT), minor);
	}

	private static String metadata(Map<String, String> metadata, String name) {
		return (metadata != null) ? metadata.get(name) : null;
	}

	private static UUID uuid(String text) {
		try {
			return (text != null && !text.isEmpty()) ? UUID.fromString(text) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static <T extends com.stripe.model.HasId> List<T> all(Call<com.stripe.model.StripeCollection<T>> list) {
		List<T> all = new ArrayList<>();
		try {
			call(list).autoPagingIterable().forEach(all::add);
		}
		catch (RuntimeException ex) {
			throw (ex instanceof GatewayUnclear || ex instanceof GatewayRefused) ? ex
					: new GatewayUnclear("Stripe's list broke off.", ex);
		}
		return all;
	}

	private static <T> T call(Call<T> call) {
		try {
			return call.now();
		}
		catch (StripeException ex) {
			throw translated(ex);
		}
	}

	/** Whether it surely was not done, or can't be told. */
	private static RuntimeException translated(StripeException ex) {
		boolean unreachable = ex instanceof ApiConnectionException && ex.getCause() instanceof ConnectException;
		if (unreachable) {
			return new GatewayRefused(DeclineCode.NOT_REACHED, "Stripe can't be reached.");
		}
		if (ex instanceof RateLimitException) {
			return new GatewayRefused(DeclineCode.BUSY, "Stripe is busy.");
		}
		boolean notDone = ex instanceof InvalidRequestException || ex instanceof AuthenticationException
				|| ex instanceof PermissionException;
		if (notDone && !(ex instanceof IdempotencyException) && !Integer.valueOf(409).equals(ex.getStatusCode())) {
			return new GatewayRefused(DeclineCode.OTHER, "Stripe refused: " + ex.getMessage());
		}
		return new GatewayUnclear("Stripe did not answer clearly.", ex);
	}

	/** A call of Stripe's library. */
	@FunctionalInterface
	private interface Call<T> {

		T now() throws StripeException;

	}

}
