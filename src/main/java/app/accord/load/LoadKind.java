package app.accord.load;

import java.util.List;

/** What a file contains. */
public enum LoadKind {

	/** A row for each customer of a telephone and internet company. */
	TELCO("Telephone and internet customers",
			List.of("customerID", "tenure", "PhoneService", "InternetService", "Contract", "PaymentMethod",
					"MonthlyCharges", "TotalCharges", "Churn"),
			100),

	/** A row for each line of a purchase. */
	RETAIL("Purchases and returns",
			List.of("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"), 50);

	private final String label;

	private final List<String> columns;

	private final int chunk;

	LoadKind(String label, List<String> columns, int chunk) {
		this.label = label;
		this.columns = columns;
		this.chunk = chunk;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

	/** The columns that a file must have, in any order and case, others beside them. */
	public List<String> columns() {
		return this.columns;
	}

	/** How many customers or purchases are loaded in one transaction. */
	int chunk() {
		return this.chunk;
	}

}
