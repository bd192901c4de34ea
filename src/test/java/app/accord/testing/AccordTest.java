package app.accord.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import app.accord.Accord;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.TestExecutionListeners;

/**
 * A test against the whole program, served on a random port ({@code @LocalServerPort}).
 * <ul>
 * <li>Each test class begins with a migrated, empty database ({@link TestDatabase} can be
 * autowired). Tests of one class share it; customers are cheap, so each makes its own.
 * <li>The program runs on it as {@code accord_app}; every statement is read by
 * {@link StatementGuard}.
 * <li>The clock is a {@link MovableClock}; autowire it to move it.
 * <li>The program itself is shared between classes that ask for the same properties.
 * </ul>
 * There is no sample company unless {@code accord.embedded=true} is among the properties.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@SpringBootTest(classes = { Accord.class, TestProgram.class },
		webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestExecutionListeners(listeners = FreshDatabase.class,
		mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
public @interface AccordTest {

	/**
	 * @return further properties, as {@code name=value}
	 */
	@AliasFor(annotation = SpringBootTest.class, attribute = "properties")
	String[] properties() default {};

}
