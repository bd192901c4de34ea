package app.accord.consistency;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import app.accord.Accord;
import app.accord.billing.EntryKind;
import app.accord.billing.Ledger;
import app.accord.billing.LockedAccount;
import app.accord.billing.Movement;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.idempotency.RepeatableWrites;
import app.accord.money.Amounts;
import app.accord.testing.TestDatabase;
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

	private volatile Plant plant = Plant.NONE;

	private PlantedNode(TestDatabase database, String[] gateway) {
		this.program = new SpringApplicationBuilder(Accord.class).initializers((context) -> {
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
		})
			.run(Stream.concat(Stream.of("--server.port=0", "--accord.database.url=" + database.url(),
					"--accord.database.user=" + database.user(), "--accord.database.password=" + database.password(),
					"--accord.embedded=false", "--accord.jobs.enabled=false"), Stream.of(gateway))
				.toArray(String[]::new));
	}

	static PlantedNode on(TestDatabase database, String... gateway) {
		return new PlantedNode(database, gateway);
	}

	void plant(Plant next) {
		this.positions.clear();
		this.parts.clear();
		this.plant = next;
	}

	int port() {
		return this.program.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	Workload.Office office() {
		return Workload.Office.of(this.program);
	}

	private <T> T bean(Class<T> type) {
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

		/** Tax is rounded to a tenth of a cent, and then to a cent. */
		ROUNDS_TWICE("a bill"),

		/**
		 * A part of a page is kept for a moment, and sent to who was told of a change.
		 */
		STALE_PART("part showed entry");

		/** What the checker says of it, for one. */
		final String foundBy;

		Plant(String foundBy) {
			this.foundBy = foundBy;
		}

	}

	private final class Planting implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			return switch (bean) {
				case Positions positions -> around(positions, this::position);
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
			if (PlantedNode.this.plant != Plant.CACHED_BALANCE || !(call.getMethod().getName().equals("of"))
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

		private Object ledger(MethodInvocation call) throws Throwable {
			Object[] arguments = call.getArguments();
			if (call.getMethod().getName().equals("lock") && PlantedNode.this.plant == Plant.NO_LOCK) {
				LockedAccount read = read((AccountNumber) arguments[0], "");
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
				return read;
			}
			if (call.getMethod().getName().equals("post")) {
				if (PlantedNode.this.plant == Plant.NO_LOCK) {
					arguments[0] = overwritten((LockedAccount) arguments[0]);
				}
				else if (PlantedNode.this.plant == Plant.ROUNDS_TWICE) {
					@SuppressWarnings("unchecked")
					List<Movement> movements = (List<Movement>) arguments[1];
					arguments[1] = roundedTwice(movements);
				}
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

		private List<Movement> roundedTwice(List<Movement> movements) {
			List<Movement> rounded = new ArrayList<>();
			for (Movement movement : movements) {
				rounded.add((movement.kind() == EntryKind.TAX) ? tax(movements.getFirst(), movement) : movement);
			}
			return rounded;
		}

		private Movement tax(Movement net, Movement tax) {
			BigDecimal once = net.amount()
				.getAmount()
				.multiply(Workload.TAX_PERCENT)
				.movePointLeft(2)
				.setScale(3, RoundingMode.HALF_UP);
			long twice = once.setScale(2, RoundingMode.HALF_UP).movePointRight(2).longValueExact();
			return new Movement(tax.kind(), tax.debit(), tax.credit(),
					Amounts.ofMinor(tax.amount().getCurrencyUnit().getCode(), twice), tax.dueOn(), tax.description(),
					tax.reference(), tax.invoiceNo(), tax.reversesSeq());
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
