package app.accord.api;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import app.accord.csv.Csv;
import app.accord.customer.PublicNumber;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractGenericHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers pages of lists as CSV to programs that ask for {@code text/csv}: each entry is
 * a row, what consists of parts has a column for each, and lists of such are left out.
 */
@Configuration(proxyBeanMethods = false)
class CsvPages implements WebMvcConfigurer {

	/** Says how many entries there are on all pages. */
	static final String TOTAL = "Total-Count";

	/** Behind all others: who doesn't ask for CSV gets JSON. */
	@Override
	public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
		builder.configureMessageConvertersList((all) -> all.add(new Writing()));
	}

	/**
	 * A column.
	 *
	 * @param name in the header
	 * @param cell of an entry
	 */
	private record Column(String name, Function<Object, Object> cell) {
	}

	/** The columns of entries that are such records. */
	private static List<Column> columns(Class<?> entry) {
		List<Column> columns = new ArrayList<>();
		for (RecordComponent component : entry.getRecordComponents()) {
			Class<?> type = component.getType();
			Function<Object, Object> value = (each) -> value(component, each);
			if (plain(type)) {
				columns.add(new Column(component.getName(), value));
			}
			else if (type.isRecord()) {
				columns(type).forEach((part) -> columns
					.add(new Column(component.getName() + "." + part.name(), value.andThen(part.cell()))));
			}
			else if (Collection.class.isAssignableFrom(type)
					&& plain(ResolvableType.forType(component.getGenericType()).getGeneric().resolve(Object.class))) {
				columns.add(new Column(component.getName(), value.andThen(CsvPages::joined)));
			}
		}
		return columns;
	}

	private static boolean plain(Class<?> type) {
		return ClassUtils.isSimpleValueType(type) || Temporal.class.isAssignableFrom(type)
				|| PublicNumber.class.isAssignableFrom(type);
	}

	private static Object value(RecordComponent component, Object entry) {
		try {
			component.getAccessor().setAccessible(true);
			return (entry != null) ? component.getAccessor().invoke(entry) : null;
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Object joined(Object values) {
		return (values instanceof Collection<?> some)
				? some.stream().map(String::valueOf).collect(Collectors.joining("; ")) : null;
	}

	/** Writes pages; reads nothing. */
	private static final class Writing extends AbstractGenericHttpMessageConverter<Paged<?>> {

		private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

		Writing() {
			super(CSV);
		}

		@Override
		protected boolean supports(Class<?> type) {
			return Paged.class.isAssignableFrom(type);
		}

		@Override
		public boolean canRead(Class<?> type, MediaType mediaType) {
			return false;
		}

		@Override
		public boolean canRead(Type type, Class<?> context, MediaType mediaType) {
			return false;
		}

		@Override
		protected void writeInternal(Paged<?> page, Type type, HttpOutputMessage message) throws IOException {
			message.getHeaders().setContentType(CSV);
			message.getHeaders().set(TOTAL, Long.toString(page.total()));
			Class<?> entry = ResolvableType.forType(type).as(Paged.class).getGeneric().resolve();
			List<Column> columns = columns(
					(entry != null && entry.isRecord()) ? entry : page.items().getFirst().getClass());
			Csv.write(new OutputStreamWriter(message.getBody(), StandardCharsets.UTF_8),
					columns.stream().map(Column::name).toList(),
					page.items()
						.stream()
						.map((each) -> Arrays
							.asList(columns.stream().map((column) -> column.cell().apply(each)).toArray())));
		}

		@Override
		public Paged<?> read(Type type, Class<?> context, HttpInputMessage message) {
			throw new HttpMessageNotReadableException("Lists are only written.", message);
		}

		@Override
		protected Paged<?> readInternal(Class<? extends Paged<?>> type, HttpInputMessage message) {
			throw new HttpMessageNotReadableException("Lists are only written.", message);
		}

	}

}
