package app.accord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

/** The few rules of the architecture that a machine can read. */
class ArchitectureTest {

	private static final JavaClasses PROGRAM = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("app.accord");

	private static final JavaClasses CARELESS = new ClassFileImporter().importPackages("planted.careless");

	private static final ArchRule TIME_IS_A_PARAMETER = noClasses().that()
		.resideOutsideOfPackage("app.accord.time..")
		.should()
		.callMethodWhere(new DescribedPredicate<JavaMethodCall>("the machine's clock is read") {
			@Override
			public boolean test(JavaMethodCall call) {
				String owner = call.getTargetOwner().getFullName();
				String name = call.getTarget().getName();
				boolean bare = call.getTarget().getRawParameterTypes().isEmpty();
				return (owner.startsWith("java.time.") && name.equals("now") && bare)
						|| (owner.equals("java.time.Clock") && name.startsWith("system"))
						|| (owner.equals("java.lang.System") && name.equals("currentTimeMillis"));
			}
		});

	private static final ArchRule MONEY_IS_EXACT = noFields().should()
		.haveRawType(new DescribedPredicate<>("a floating-point number") {
			@Override
			public boolean test(com.tngtech.archunit.core.domain.JavaClass type) {
				return Set.of("double", "float", "java.lang.Double", "java.lang.Float").contains(type.getName());
			}
		});

	private static final Pattern UNSAFE = Pattern.compile(
			"th:utext|data-th-utext|\\[\\(|<script(?![^>]*\\b(?:src|th:src)=)|<style|\\sstyle=|th:style|hx-on|\\son\\w+=");

	@Test
	void readsTheClockInOnePlace() {
		TIME_IS_A_PARAMETER.check(PROGRAM);
		assertThat(TIME_IS_A_PARAMETER.evaluate(CARELESS).getFailureReport().getDetails()).hasSize(3);
	}

	@Test
	void countsNothingInFloatingPoint() {
		MONEY_IS_EXACT.check(PROGRAM);
		assertThat(MONEY_IS_EXACT.evaluate(CARELESS).getFailureReport().getDetails()).hasSize(2);
	}

	@Test
	void templatesEscapeTextAndCarryNoScript() throws IOException {
		Path templates = Path.of("src/main/resources/templates");
		if (Files.exists(templates)) {
			try (Stream<Path> files = Files.walk(templates)) {
				assertThat(files.filter((file) -> file.toString().endsWith(".html")))
					.allSatisfy((file) -> assertThat(Files.readString(file)).doesNotContainPattern(UNSAFE));
			}
		}
		assertThat(List.of("<p th:utext=\"${name}\">", "<p>[(${name})]</p>", "<script>alert(1)</script>",
				"<p style=\"color:red\">", "<a onclick=\"go()\">", "<div hx-on:click=\"go()\">"))
			.allSatisfy((planted) -> assertThat(planted).containsPattern(UNSAFE));
	}

}
