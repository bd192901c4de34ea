package app.accord.catalog;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import app.accord.refusal.Refusal;

/** Something that is sold. */
@Entity
class Product {

	@Id
	private String productCode;

	private String name;

	@Enumerated(EnumType.STRING)
	private ProductKind kind;

	@Enumerated(EnumType.STRING)
	private ProductUnit unit;

	private String description;

	private Instant createdAt;

	private Instant retiredAt;

	protected Product() {
	}

	Product(String code, String name, ProductKind kind, ProductUnit unit, String description, Instant now) {
		this.productCode = code;
		this.name = name;
		this.kind = kind;
		this.unit = unit;
		this.description = description;
		this.createdAt = now;
	}

	void retire(Instant now) {
		if (this.retiredAt != null) {
			throw new Refusal("%s is no longer sold already.".formatted(this.name));
		}
		this.retiredAt = now;
	}

	ProductView view() {
		return new ProductView(this.productCode, this.name, this.kind, this.unit, this.description,
				this.retiredAt != null);
	}

}
