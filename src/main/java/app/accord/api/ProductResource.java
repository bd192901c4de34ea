package app.accord.api;

import java.util.List;

import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.catalog.ProductView;
import app.accord.catalog.Products;
import app.accord.customer.Page;
import app.accord.refusal.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is sold. */
@Tag(name = "Products", description = "What is sold")
@RestController
@RequestMapping("/api/v1/products")
class ProductResource {

	private static final int LONGEST_QUERY = 200;

	private final Products products;

	ProductResource(Products products) {
		this.products = products;
	}

	@Operation(summary = "Find products by code or name; all of them without a query")
	@GetMapping
	Listing<ProductAnswer> products(@Parameter(example = "fiber") @RequestParam(defaultValue = "") String query,
			@ParameterObject Paging paging) {
		if (query.length() > LONGEST_QUERY) {
			throw new BadParameter("query", "Keep the query under %d characters.".formatted(LONGEST_QUERY));
		}
		Page<ProductView> found = this.products.search(query, paging.page(), paging.size());
		List<ProductAnswer> items = found.items().stream().map(ProductAnswer::of).toList();
		return Listing.of(items, paging, found.total());
	}

	@Operation(summary = "A product")
	@GetMapping("/{code}")
	ProductAnswer product(@Parameter(example = "FIBER-500") @PathVariable String code) {
		return this.products.find(code)
			.map(ProductAnswer::of)
			.orElseThrow(() -> new NotFound("There is no product of that code. GET /api/v1/products lists them."));
	}

	/** A product. */
	@Schema(name = "Product")
	record ProductAnswer(@Schema(example = "FIBER-500") String code, @Schema(example = "Fiber 500") String name,
			@Schema(example = "SERVICE") ProductKind kind,
			@Schema(description = "What its price is for", example = "MONTH") ProductUnit unit,
			@Schema(example = "Up to 500 Mbit/s") String description,
			@Schema(description = "Whether it is no longer sold", example = "false") boolean retired) {

		static ProductAnswer of(ProductView product) {
			return new ProductAnswer(product.code(), product.name(), product.kind(), product.unit(),
					product.description(), product.retired());
		}

	}

}
