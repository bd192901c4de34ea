package app.accord.database;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import org.aopalliance.intercept.MethodInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does a whole transaction again that PostgreSQL gave up because of another one: a
 * deadlock or a serialization failure, and nothing else. At most three times, after a
 * short pause of random length, and only where it began: what is part of a larger
 * transaction fails with it. Such a transaction has left nothing behind.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class RetriedTransactions {

	private static final Logger logger = LoggerFactory.getLogger(RetriedTransactions.class);

	/** PostgreSQL's serialization_failure and deadlock_detected. */
	private static final Set<String> GIVEN_UP = Set.of("40001", "40P01");

	private static final int AGAIN = 3;

	private static final int LONGEST_PAUSE_MILLIS = 60;

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Advisor transactionsRetried() {
		Pointcut transactional = new ComposablePointcut(
				AnnotationMatchingPointcut.forClassAnnotation(Transactional.class))
			.union((Pointcut) AnnotationMatchingPointcut.forMethodAnnotation(Transactional.class));
		MethodInterceptor interceptor = (call) -> retried(
				() -> ((ProxyMethodInvocation) call).invocableClone().proceed());
		DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(transactional, interceptor);
		// Around the transaction.
		advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return advisor;
	}

	@Bean
	static TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
		return new RetriedTemplate(transactions);
	}

	private static <T> T retried(Work<T> work) throws Throwable {
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			return work.run();
		}
		for (int again = 1;; again++) {
			try {
				return work.run();
			}
			catch (RuntimeException ex) {
				if (again > AGAIN || !givenUp(ex)) {
					throw ex;
				}
				logger.info("A transaction is done again: {}", ex.getMessage());
				Thread.sleep(ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE_MILLIS * again));
			}
		}
	}

	private static boolean givenUp(Throwable failure) {
		return DatabaseOutage.within(failure, (cause) -> cause instanceof SQLException sql && sql.getSQLState() != null
				&& GIVEN_UP.contains(sql.getSQLState()));
	}

	private interface Work<T> {

		T run() throws Throwable;

	}

	private static final class RetriedTemplate extends TransactionTemplate {

		private static final long serialVersionUID = 1L;

		RetriedTemplate(PlatformTransactionManager transactions) {
			super(transactions);
		}

		@Override
		public <T> T execute(TransactionCallback<T> action) {
			try {
				return retried(() -> super.execute(action));
			}
			catch (RuntimeException | Error ex) {
				throw ex;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
