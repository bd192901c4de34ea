package app.accord.correspondence;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

import app.accord.ui.Rendering;
import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.openhtmltopdf.extend.FSCacheEx;
import com.openhtmltopdf.extend.FSCacheValue;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Prints documents: tagged PDF (PDF/UA) with embedded fonts, numbered pages and, where
 * there is something to pay, a QR code that leads there.
 */
@Component
public class Pdf {

	private static final String FONTS = "net/sf/jasperreports/fonts/dejavu/";

	private static final String FAMILY = "DejaVu Sans Condensed";

	private final Rendering rendering;

	private final String css;

	private final FSCacheEx<String, FSCacheValue> metrics = new FSDefaultCacheStore();

	Pdf(Rendering rendering) {
		XRLog.setLoggingEnabled(false);
		this.rendering = rendering;
		this.css = new String(read("static/assets/paper.css"), StandardCharsets.UTF_8)
				+ new String(read("templates/print/print.css"), StandardCharsets.UTF_8);
	}

	/** Prints a document. */
	public byte[] of(Paper paper) {
		String template = switch (paper) {
			case Paper.Bill bill -> "print/bill";
			case Paper.Note note -> "print/credit-note";
			case Paper.Account account -> "print/statement";
			case Paper.Receipt receipt -> "print/receipt";
			case Paper.Donations donations -> "print/donation-receipt";
		};
		Document page = Jsoup.parse(this.rendering.render(template, Locale.forLanguageTag(paper.w().language()),
				Map.of("paper", paper, "print", true)));
		page.head().appendElement("style").appendChild(new DataNode(this.css + numbering(paper)));
		page.select("img[data-qr]")
			.forEach((image) -> image.attr("src", "data:image/png;base64," + qr(image.attr("data-qr"))));
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		PdfRendererBuilder builder = new PdfRendererBuilder();
		builder.usePdfUaAccessibility(true);
		builder.usePdfVersion(1.7f);
		builder.useFastMode();
		builder.withProducer("Accord");
		builder.useCacheStore(PdfRendererBuilder.CacheStore.PDF_FONT_METRICS, this.metrics);
		builder.useFont(() -> font("DejaVuSansCondensed.ttf"), FAMILY, 400, FontStyle.NORMAL, true);
		builder.useFont(() -> font("DejaVuSansCondensed-Bold.ttf"), FAMILY, 700, FontStyle.NORMAL, true);
		builder.withW3cDocument(new W3CDom().fromJsoup(page), "");
		builder.toStream(file);
		try {
			builder.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return file.toByteArray();
	}

	/** The answer to a request for a document: a PDF that a browser opens. */
	public ResponseEntity<byte[]> answer(Paper paper) {
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_PDF)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.inline().filename(paper.number() + ".pdf").build().toString())
			.header(HttpHeaders.CACHE_CONTROL, "no-store")
			.body(of(paper));
	}

	private static String numbering(Paper paper) {
		String[] words = paper.w().say("paper.page-of", "|", "|").split("\\|", -1);
		String small = "font-family: '" + FAMILY + "'; font-size: 8pt; color: #57677a; ";
		return """
				@page { size: A4; margin: 18mm 18mm 20mm; font-family: '%s';
				@bottom-left { %s content: "%s"; }
				@bottom-right { %s content: "%s" counter(page) "%s" counter(pages) "%s"; } }
				""".formatted(FAMILY, small, paper.number(), small, words[0], words[1], words[2]);
	}

	private static String qr(String text) {
		try {
			BitMatrix dots = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0,
					Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 0));
			int scale = 8;
			BufferedImage image = new BufferedImage(dots.getWidth() * scale, dots.getHeight() * scale,
					BufferedImage.TYPE_BYTE_BINARY);
			for (int x = 0; x < image.getWidth(); x++) {
				for (int y = 0; y < image.getHeight(); y++) {
					image.setRGB(x, y, dots.get(x / scale, y / scale) ? 0 : 0xffffff);
				}
			}
			ByteArrayOutputStream file = new ByteArrayOutputStream();
			ImageIO.write(image, "png", file);
			return Base64.getEncoder().encodeToString(file.toByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (WriterException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static InputStream font(String name) {
		try {
			return new ClassPathResource(FONTS + name).getInputStream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] read(String path) {
		try {
			return new ClassPathResource(path).getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
