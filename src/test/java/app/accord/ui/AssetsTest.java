package app.accord.ui;

import java.util.List;

import app.accord.testing.AccordTest;
import app.accord.testing.Visitor;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@AccordTest
class AssetsTest {

	@LocalServerPort
	private int port;

	@Test
	void areNamedByWhatIsInThemAndMayBeKept() {
		Visitor visitor = new Visitor(this.port);
		List<String> links = Jsoup.parse(visitor.get("/desk/sign-in").body())
			.select("link[href], script[src]")
			.stream()
			.map((link) -> link.attr("href") + link.attr("src"))
			.toList();
		assertThat(links).anySatisfy((link) -> assertThat(link).matches("/assets/accord-[0-9a-f]{32}[.]css"))
			.anySatisfy((link) -> assertThat(link).matches("/assets/accord-[0-9a-f]{32}[.]js"));
		assertThat(links).allSatisfy((link) -> {
			var answer = visitor.get(link);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().firstValue("Cache-Control")).hasValue("max-age=31536000");
		});
		assertThat(visitor.get("/assets/nothing.css").statusCode()).isEqualTo(404);
	}

}
