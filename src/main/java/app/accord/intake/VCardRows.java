package app.accord.intake;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.refusal.Refusal;
import ezvcard.VCard;
import ezvcard.io.text.VCardReader;
import ezvcard.property.Address;
import ezvcard.property.StructuredName;

/** Cards of a vCard file (2.1, 3.0, 4.0) as rows with columns of their own. */
final class VCardRows implements Rows {

	static final List<String> COLUMNS = List.of("UID", "Full name", "Given name", "Family name", "Organisation",
			"Telephone 1", "Telephone 2", "Telephone 3", "E-mail 1", "E-mail 2", "E-mail 3", "Address 1", "Address 2",
			"Language");

	static final List<Target> TARGETS = List.of(Target.EXTERNAL_ID, Target.NAME, Target.GIVEN_NAME, Target.FAMILY_NAME,
			Target.ORGANIZATION, Target.PHONE, Target.PHONE, Target.PHONE, Target.EMAIL, Target.EMAIL, Target.EMAIL,
			Target.ADDRESS, Target.ADDRESS, Target.LANGUAGE);

	/** A card, with its pictures, is no longer than this. */
	private static final int LONGEST_CARD = 20_000_000;

	private static final int MOST_BROKEN = 100;

	private final Measured measured;

	private final VCardReader cards;

	private int no;

	private int broken;

	VCardRows(Reader reader) {
		this.measured = new Measured(reader);
		this.cards = new VCardReader(this.measured);
	}

	@Override
	public Row next() throws IOException {
		this.no++;
		VCard card;
		try {
			card = this.cards.readNext();
			this.broken = 0;
		}
		catch (RuntimeException ex) {
			if (++this.broken > MOST_BROKEN) {
				throw new Refusal("The cards from %,d on can’t be read.".formatted(this.no - MOST_BROKEN));
			}
			return new Row(this.no, List.of(), "The card can’t be read.");
		}
		if (this.measured.tooLong) {
			throw new Refusal("Card %,d is longer than %,d MB. Leave its pictures out.".formatted(this.no,
					LONGEST_CARD / 1_000_000));
		}
		this.measured.card = 0;
		return (card != null) ? new Row(this.no, fields(card), null) : null;
	}

	private static List<String> fields(VCard card) {
		StructuredName name = card.getStructuredName();
		String organisation = (card.getOrganization() != null) ? card.getOrganization()
			.getValues()
			.stream()
			.filter((part) -> part != null && !part.isBlank())
			.findFirst()
			.orElse("") : "";
		List<String> fields = new ArrayList<>();
		fields.add((card.getUid() != null) ? text(card.getUid().getValue()) : "");
		fields.add((card.getFormattedName() != null) ? text(card.getFormattedName().getValue()) : "");
		fields.add((name != null) ? text(name.getGiven()) : "");
		fields.add((name != null) ? text(name.getFamily()) : "");
		fields.add(organisation);
		fields.addAll(three(card.getTelephoneNumbers()
			.stream()
			.filter((phone) -> phone.getTypes().stream().noneMatch((type) -> type.getValue().equalsIgnoreCase("fax")))
			.map((phone) -> (phone.getUri() != null) ? phone.getUri().getNumber() : text(phone.getText()))));
		fields.addAll(three(card.getEmails().stream().map((email) -> text(email.getValue()))));
		fields.addAll(three(card.getAddresses().stream().map(VCardRows::address)).subList(0, 2));
		fields.add(card.getLanguages().isEmpty() ? "" : text(card.getLanguages().getFirst().getValue()));
		return fields;
	}

	private static String address(Address address) {
		return Stream
			.of(text(address.getExtendedAddressFull()), text(address.getStreetAddressFull()), text(address.getPoBox()),
					Stream.of(text(address.getPostalCode()), text(address.getLocality()), text(address.getRegion()))
						.filter((part) -> !part.isBlank())
						.collect(Collectors.joining(" ")),
					text(address.getCountry()))
			.filter((part) -> !part.isBlank())
			.collect(Collectors.joining("\n"));
	}

	private static List<String> three(Stream<String> values) {
		List<String> three = new ArrayList<>(values.filter((value) -> !value.isBlank()).distinct().limit(3).toList());
		while (three.size() < 3) {
			three.add("");
		}
		return three;
	}

	private static String text(String value) {
		return (value != null) ? value.strip() : "";
	}

	@Override
	public void close() throws IOException {
		this.cards.close();
	}

	/** Ends where a card never ends, instead of filling the memory with it. */
	private static final class Measured extends FilterReader {

		private long card;

		private boolean tooLong;

		Measured(Reader reader) {
			super(reader);
		}

		@Override
		public int read() throws IOException {
			char[] one = new char[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0];
		}

		@Override
		public int read(char[] target, int from, int length) throws IOException {
			if (this.card > LONGEST_CARD) {
				this.tooLong = true;
				return -1;
			}
			int read = super.read(target, from, length);
			this.card += Math.max(read, 0);
			return read;
		}

	}

}
