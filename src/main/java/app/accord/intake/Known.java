package app.accord.intake;

import java.util.ArrayList;
import java.util.List;

import app.accord.customer.ContactKind;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerProfile;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;

/**
 * A customer as rows are held against them.
 *
 * @param id whose; below zero: of whom nothing is written yet
 * @param kind person or organisation
 * @param name the whole name
 * @param givenName a person's, or null
 * @param familyName a person's, or null
 * @param language ISO 639 code
 * @param points the present ones
 */
record Known(long id, CustomerKind kind, String name, String givenName, String familyName, String language,
		List<Point> points) {

	/** Who says nothing else speaks it. */
	private static final String LANGUAGE = "en";

	/**
	 * A contact point.
	 *
	 * @param no its number among the owner's
	 * @param typed as somebody typed it
	 * @param canonical as the directory has it, or null
	 * @param owner of several records that are joined, the one it belongs to
	 */
	record Point(int no, ContactKind kind, String typed, String canonical, long owner) {
	}

	static Known of(CustomerProfile profile) {
		return new Known(profile.customerId(), profile.kind(), profile.name(), profile.givenName(),
				profile.familyName(), profile.language(),
				profile.contactPoints()
					.stream()
					.map((view) -> new Point(view.id(), view.kind(), view.typed(), view.canonical(),
							view.owner().customerId()))
					.toList());
	}

	/** Somebody whom a row would make. */
	static Known of(long id, Candidate candidate) {
		NewCustomer made = candidate.customer();
		List<Point> points = new ArrayList<>();
		candidate.canonical()
			.values()
			.forEach((slot) -> points
				.add(new Point(points.size() + 1, slot.point().kind(), slot.point().typed(), slot.canonical(), id)));
		return new Known(id, made.kind(), made.name(), made.givenName(), made.familyName(),
				(made.language() != null) ? made.language() : LANGUAGE, List.copyOf(points));
	}

	/** The same after a row changed it. */
	Known with(Candidate row, Change change) {
		return switch (change.field()) {
			case NAME -> {
				String[] parts = Change.Names.parts(change.newValue());
				yield new Known(this.id, this.kind, parts[0], parts[1], parts[2], this.language, this.points);
			}
			case LANGUAGE -> new Known(this.id, this.kind, this.name, this.givenName, this.familyName,
					change.newValue(), this.points);
			case POINT_ADDED -> {
				List<Point> more = new ArrayList<>(this.points);
				more.add(point(row, change, 1 + this.points.stream().mapToInt(Point::no).max().orElse(0)));
				yield reachedBy(more);
			}
			case POINT_CHANGED -> reachedBy(this.points.stream()
				.map((point) -> (point.no() == change.pointId() && point.owner() == this.id)
						? point(row, change, point.no()) : point)
				.toList());
			case EXTERNAL_ID, LINK -> this;
		};
	}

	private Point point(Candidate row, Change change, int no) {
		Candidate.Slot slot = row.canonical().get(change.slot());
		return new Point(no, slot.point().kind(), slot.point().typed(), slot.canonical(), this.id);
	}

	private Known reachedBy(List<Point> others) {
		return new Known(this.id, this.kind, this.name, this.givenName, this.familyName, this.language,
				List.copyOf(others));
	}

	/** As others are compared with it. */
	NewCustomer record(List<String> externalIds) {
		return new NewCustomer(this.kind, this.name, this.givenName, this.familyName, null, null, null,
				this.points.stream()
					.map((point) -> new NewContactPoint(point.kind(), null,
							(point.canonical() != null) ? point.canonical() : point.typed(), false))
					.toList(),
				externalIds);
	}

}
