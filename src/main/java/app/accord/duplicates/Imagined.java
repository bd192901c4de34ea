package app.accord.duplicates;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import app.accord.customer.ContactKind;
import app.accord.customer.NewCustomer;

/**
 * Customers as they would be if what is only looked at had been written: those who would
 * be there besides, and those of whom something else would be known. By them a rehearsal
 * recognises whom the performance will.
 */
public interface Imagined {

	/** Nothing else than what there is. */
	Imagined NOTHING = new Imagined() {

		@Override
		public int more() {
			return 0;
		}

		@Override
		public Collection<Long> having(ContactKind kind, String canonical) {
			return List.of();
		}

		@Override
		public Collection<Long> called(List<Set<String>> words) {
			return List.of();
		}

		@Override
		public NewCustomer as(long id) {
			return null;
		}

	};

	/** How many customers there would be besides. */
	int more();

	/** Who would have that telephone number or e-mail, as the directory has it. */
	Collection<Long> having(ContactKind kind, String canonical);

	/** Who would be found by words, of each set one, in the order of being written. */
	Collection<Long> called(List<Set<String>> words);

	/** As what somebody would be known; null: as the base knows them. */
	NewCustomer as(long id);

}
