package app.accord.consistency;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

import app.accord.Accord;
import app.accord.billing.BillBatches;
import app.accord.billing.Ledger;
import app.accord.billing.LockedAccount;
import app.accord.billing.NewInvoice;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.consistency.Workload.Operation;
import app.accord.correspondence.Papers;
import app.accord.customer.AccountNumber;
import app.accord.idempotency.RepeatableWrites;
import app.accord.money.Amounts;
import app.accord.testing.CheapPasswords;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A node of the program into which a mistake can be built that programs like this one
 * make: it is in the server, and all channels have it.
 */
final class PlantedNode implements AutoCloseable {

	private final ConfigurableApplicationContext program;

	private final Map<AccountNumber, Kept<Position>> positions = new ConcurrentHashMap<>();

	private final Map<String, Kept<byte[]>> parts = new ConcurrentHashMap<>();

	private final ThreadLocal<Boolean> printing = new ThreadLocal<>();

	private volatile Plant plant = Plant.NONE;

	private PlantedNode(String[] settings) {
		this.program = new SpringApplicationBuilder(Accord.class, CheapPasswords.class).initializers((context) -> {
			context.getBeanFactory().addBeanPostProcessor(new Planting());
			((GenericApplicationContext) context).registerBean("stalePartsFilter", Filter.class,
					() -> (request, response, chain) -> {
						HttpServletRequest asked = (HttpServletRequest) request;
						if (this.plant == Plant.STALE_PART && asked.getRequestURI().endsWith("/position")
								&& !asked.getRequestURI().startsWith("/api/")) {
							stale(asked.getRequestURI(), (HttpServletResponse) response,
									(to) -> chain.doFilter(request, to));
						}
						else {
							chain.doFilter(request, response);
						}
					});
		}).run(settings);
	}

	/** A node with these settings, as {@code --name=value}. */
	static PlantedNode with(String... settings) {
		return new PlantedNode(settings);
	}

	void plant(Plant next) {
		this.positions.clear();
		this.parts.clear();
		this.plant = next;
	}

	int port() {
		return this.program.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	<T> T bean(Class<T> type) {
		return this.program.getBean(type);
	}

	@Override
	public void close() {
		this.program.close();
	}

	/** Answers with what this address answered a moment ago. */
	private void stale(String address, HttpServletResponse response, Rendering rendering)
			throws java.io.IOException, jakarta.servlet.ServletException {
		Kept<byte[]> kept = this.parts.get(address);
		if (kept == null || kept.old()) {
			Recording recording = new Recording(response);
			rendering.into(recording);
			if (recording.getStatus() != 200) {
				response.getOutputStream().write(recording.bytes());
				return;
			}
			kept = new Kept<>(recording.bytes());
			this.parts.put(address, kept);
		}
		response.setContentType("text/html;charset=UTF-8");
		response.getOutputStream().write(kept.value());
	}

	/** A mistake that is made on purpose, to see whether it is found. */
	enum Plant {

		/** None. */
		NONE("nothing"),

		/** Balances are kept in memory for a moment, because that is so much faster. */
		CACHED_BALANCE("had been acknowledged"),

		/** A posting reads the balance, computes and writes it, without the lock. */
		NO_LOCK("where it was"),

		/** A request that is sent again is done again. */
		DOUBLE_POST("is DONE, but in the ledger 2 times"),

		/** Tax is rounded for each line of a bill instead of for their sum. */
		ROUNDS_TWICE("a bill", Operation.CHARGE_NEXT_BILL, Operation.BILL),

		/**
		 * A part of a page is kept for a moment, and sent to who was told of a change.
		 */
		STALE_PART("part showed entry"),

		/** Documents are made from a position that was read a moment ago. */
		STALE_PAPER("(PDF|bill) showed entry", Operation.READ_PAPER);

		/** What the checker says of it, for one. */
		final Pattern foundBy;

		/** What shows it, and is rare otherwise. */
		final List<Operation> shownBy;

		Plant(String foundBy, Operation... shownBy) {
			this.foundBy = Pattern.compile(foundBy);
			this.shownBy = List.of(shownBy);
		}

	}

	private final class Planting implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			return switch (bean) {
				case Positions positions -> around(positions, this::position);
				case Papers papers -> around(papers, this::paper);
				case BillBatches batches -> around(batches, this::bills);
				case Ledger ledger -> around(ledger, this::ledger);
				case RepeatableWrites writes -> around(writes, this::once);
				default -> bean;
			};
		}

		private Object around(Object bean, MethodInterceptor advice) {
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(true);
			factory.addAdvice(advice);
			return factory.getProxy();
		}

		private Object position(MethodInvocation call) throws Throwable {
			boolean wrong = PlantedNode.this.plant == Plant.CACHED_BALANCE
					|| (PlantedNode.this.plant == Plant.STALE_PAPER && PlantedNode.this.printing.get() != null);
			if (!wrong || !(call.getMethod().getName().equals("of"))
					|| !(call.getArguments()[0] instanceof AccountNumber account)) {
				return call.proceed();
			}
			Kept<Position> kept = PlantedNode.this.positions.get(account);
			if (kept == null || kept.old()) {
				kept = new Kept<>((Position) call.proceed());
				PlantedNode.this.positions.put(account, kept);
			}
			return kept.value();
		}

		private Object paper(MethodInvocation call) throws Throwable {
			PlantedNode.this.printing.set(true);
			try {
				return call.proceed();
			}
			finally {
				PlantedNode.this.printing.remove();
			}
		}

		private Object bills(MethodInvocation call) throws Throwable {
			if (PlantedNode.this.plant == Plant.ROUNDS_TWICE && call.getMethod().getName().equals("issue")) {
				@SuppressWarnings("unchecked")
				List<BillBatches.Move> moves = (List<BillBatches.Move>) call.getArguments()[1];
				call.getArguments()[1] = moves.stream().map(this::roundedTwice).toList();
			}
			return call.proceed();
		}

		private Object ledger(MethodInvocation call) throws Throwable {
			Object[] arguments = call.getArguments();
			if (call.getMethod().getName().equals("lock") && PlantedNode.this.plant == Plant.NO_LOCK) {
				LockedAccount read = read((AccountNumber) arguments[0], "");
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
				return read;
			}
			if (call.getMethod().getName().equals("post") && PlantedNode.this.plant == Plant.NO_LOCK) {
				arguments[0] = overwritten((LockedAccount) arguments[0]);
			}
			return call.proceed();
		}

		private Object once(MethodInvocation call) throws Throwable {
			if (PlantedNode.this.plant == Plant.DOUBLE_POST && call.getMethod().getName().equals("once")) {
				call.getArguments()[1] = null;
			}
			return call.proceed();
		}

		/**
		 * Writes the balance that was computed from what had been read, over whatever
		 * others have written since; only the entry's number is a new one.
		 */
		private LockedAccount overwritten(LockedAccount read) {
			LockedAccount now = read(read.number(), " for no key update");
			bean(JdbcClient.class)
				.sql("update billing_account set balance_minor = ? where customer_id = ? and account_no = ?")
				.params(read.balanceMinor(), read.number().customerId(), read.number().no())
				.update();
			return new LockedAccount(read.number(), read.currency(), read.balanceMinor(), now.lastSeq());
		}

		private LockedAccount read(AccountNumber number, String lock) {
			return bean(JdbcClient.class).sql(
					"select currency, balance_minor, last_seq from billing_account where customer_id = ? and account_no = ?"
							+ lock)
				.params(number.customerId(), number.no())
				.query((row, n) -> new LockedAccount(number, row.getString(1), row.getLong(2), row.getLong(3)))
				.single();
		}

		private BillBatches.Move roundedTwice(BillBatches.Move move) {
			NewInvoice bill = move.invoice();
			if (bill == null) {
				return move;
			}
			List<NewInvoice.Line> lines = bill.lines()
				.stream()
				.map((line) -> line.taxed(line.taxPercent(), Amounts.percent(line.net(), line.taxPercent())))
				.toList();
			return new BillBatches.Move(
					move.account(), move.dueOn(), new NewInvoice(bill.issuedOn(), bill.dueOn(), bill.periodStart(),
							bill.periodEnd(), lines, bill.last()),
					move.billedThrough(), move.nextBillOn(), move.finalBillOn());
		}

	}

	private record Kept<T>(T value, long since) {

		Kept(T value) {
			this(value, System.nanoTime());
		}

		boolean old() {
			return System.nanoTime() - this.since > TimeUnit.MILLISECONDS.toNanos(300);
		}

	}

	private interface Rendering {

		void into(HttpServletResponse response) throws java.io.IOException, jakarta.servlet.ServletException;

	}

	/** Keeps what is written. */
	private static final class Recording extends HttpServletResponseWrapper {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private final PrintWriter writer = new PrintWriter(this.bytes, false, StandardCharsets.UTF_8);

		Recording(HttpServletResponse response) {
			super(response);
		}

		byte[] bytes() {
			this.writer.flush();
			return this.bytes.toByteArray();
		}

		@Override
		public PrintWriter getWriter() {
			return this.writer;
		}

		@Override
		public void flushBuffer() {
			// Kept.
		}

		@Override
		public ServletOutputStream getOutputStream() {
			return new ServletOutputStream() {
				@Override
				public boolean isReady() {
					return true;
				}

				@Override
				public void setWriteListener(WriteListener listener) {
					throw new UnsupportedOperationException();
				}

				@Override
				public void write(int one) {
					Recording.this.bytes.write(one);
				}
			};
		}

	}

}
