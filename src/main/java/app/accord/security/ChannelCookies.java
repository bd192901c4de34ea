package app.accord.security;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import app.accord.actor.Channel;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.stereotype.Component;

/**
 * One session cookie for each channel, sent to that channel's paths only: one browser can
 * be signed in at desk, counter and portal at once. Script can't read them, other sites
 * can't send them, and over https they are never sent without.
 */
@Component
class ChannelCookies implements CookieSerializer {

	private final Map<Channel, CookieSerializer> channels = new EnumMap<>(Channel.class);

	private final CookieSerializer other = cookie("accord-setup", "/setup");

	ChannelCookies() {
		this.channels.put(Channel.DESK, cookie("accord-desk", "/desk"));
		this.channels.put(Channel.PORTAL, cookie("accord-portal", "/portal"));
		this.channels.put(Channel.COUNTER, cookie("accord-counter", "/counter"));
	}

	private static CookieSerializer cookie(String name, String path) {
		DefaultCookieSerializer serializer = new DefaultCookieSerializer();
		serializer.setCookieName(name);
		serializer.setCookiePath(path);
		serializer.setUseHttpOnlyCookie(true);
		serializer.setSameSite("Lax");
		return serializer;
	}

	@Override
	public void writeCookieValue(CookieValue cookieValue) {
		of(cookieValue.getRequest()).writeCookieValue(cookieValue);
	}

	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		return of(request).readCookieValues(request);
	}

	private CookieSerializer of(HttpServletRequest request) {
		return Doors.channel(request).map(this.channels::get).orElse(this.other);
	}

}
