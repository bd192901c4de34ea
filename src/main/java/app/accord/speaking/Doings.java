package app.accord.speaking;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What is done at which addresses of a channel: a bean of the channel's.
 *
 * @param root where the channel's pages begin: {@code /desk}
 * @param all what is done; of several that fit, the first counts
 */
public record Doings(String root, List<Doing> all) {

	/** Those of a channel. */
	public static Doings of(String root, Doing... all) {
		return new Doings(root, List.of(all));
	}

	/** What is warned of and, when it is sent, refused. */
	public static Doing refused(Deed deed, String... paths) {
		return doing(deed, true, paths);
	}

	/** What is only warned of. */
	public static Doing warned(Deed deed, String... paths) {
		return doing(deed, false, paths);
	}

	private static Doing doing(Deed deed, boolean refused, String... paths) {
		return new Doing(deed, refused, Arrays.stream(paths).map(PathPatternParser.defaultInstance::parse).toList());
	}

	/** Whether that address is this channel's. */
	boolean has(String path) {
		return path.startsWith(this.root + "/");
	}

	/** What is done there; empty: nothing but telling. */
	public Optional<Doing> at(String path) {
		PathContainer parsed = PathContainer.parsePath(path);
		return this.all.stream()
			.filter((each) -> each.paths().stream().anyMatch((pattern) -> pattern.matches(parsed)))
			.findFirst();
	}

	/**
	 * What is done at some addresses.
	 *
	 * @param deed what
	 * @param refused whether it is refused; otherwise only warned of
	 * @param paths where
	 */
	public record Doing(Deed deed, boolean refused, List<PathPattern> paths) {
	}

}
