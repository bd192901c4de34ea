package app.accord.counter;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BasketTest {

	@Test
	void keepsWhatWasAddedInItsOrder() {
		Basket basket = Basket.read("").after("+MUG").after("+cable-3m").after("+MUG");
		assertThat(basket).hasToString("MUG:2 CABLE-3M:1");
		assertThat(Basket.read(basket.toString())).isEqualTo(basket);
	}

	@Test
	void takesOutOneByOneAndAltogether() {
		Basket basket = Basket.read("MUG:2 CABLE:5");
		assertThat(basket.after("-MUG").after("-MUG")).hasToString("CABLE:5");
		assertThat(basket.after("0CABLE")).hasToString("MUG:2");
		assertThat(basket.after("-LAMP")).isEqualTo(basket);
	}

	@Test
	void leavesOutWhatIsNoItem() {
		assertThat(Basket.read("MUG:0 :3 mug:1 MUG:-2 MUG:9999 <b>:1 LAMP:2")).hasToString("LAMP:2");
		assertThat(Basket.read(null).items()).isEmpty();
		assertThat(Basket.read("MUG:999").after("+MUG")).hasToString("MUG:999");
		assertThat(Basket.read("MUG:1").after("sell everything")).hasToString("MUG:1");
	}

}
