package app.accord.ui;

import java.util.Arrays;
import java.util.Locale;

import app.accord.security.CustomerPrincipal;
import app.accord.security.Doors;
import app.accord.security.StaffPrincipal;
import app.accord.security.StaffRole;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What the frame around each page shows: whose company, which channel, who is signed in.
 * Templates call it as {@code @shell}.
 */
@Component
public class Shell {

	private final String company;

	private final String shop;

	private final boolean demonstration;

	Shell(@Value("${accord.company:Northline}") String company, @Value("${accord.shop:Market Street}") String shop,
			@Value("${accord.embedded:false}") boolean demonstration) {
		this.company = company;
		this.shop = shop;
		this.demonstration = demonstration;
	}

	/** The company's name as customers know it (property {@code accord.company}). */
	public String company() {
		return this.company;
	}

	/** The name of this shop (property {@code accord.shop}). */
	public String shop() {
		return this.shop;
	}

	/**
	 * Whether this is a demonstration with its own database and people anybody can be.
	 */
	public boolean demonstration() {
		return this.demonstration;
	}

	/** {@code desk}, {@code portal} or {@code counter}, or null outside of them. */
	public String channel() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? channel(attributes.getRequest()) : null;
	}

	/** After how many minutes without use a page signs out by itself. */
	public int idleMinutes() {
		return "portal".equals(channel()) ? 20 : 30;
	}

	private static String channel(HttpServletRequest request) {
		return Doors.channel(request).map((channel) -> channel.name().toLowerCase(Locale.ROOT)).orElse(null);
	}

	/** The name of who is signed in, or empty. */
	public String name() {
		return switch (principal()) {
			case StaffPrincipal staff -> staff.displayName();
			case CustomerPrincipal customer -> customer.displayName();
			case null, default -> "";
		};
	}

	/** The first word of that name. */
	public String firstName() {
		return name().split(" ", 2)[0];
	}

	/** What an employee does, in a word; otherwise empty. */
	public String role() {
		return (principal() instanceof StaffPrincipal staff) ? staff.role().label() : "";
	}

	/** Whether an employee of that role is signed in: {@code ADMIN}. */
	public boolean is(String role) {
		return principal() instanceof StaffPrincipal staff && staff.role() == StaffRole.valueOf(role);
	}

	/** Whether an employee of one of those roles is signed in. */
	public boolean isAny(String... roles) {
		return Arrays.stream(roles).anyMatch(this::is);
	}

	private static Object principal() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? authentication.getPrincipal() : null;
	}

}
