package app.accord.sandbox;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where the sandbox listens.
 *
 * @param address what it is bound to
 * @param url how it is reached, without a slash at the end
 * @param key what its user must send
 * @param secret what its reports are signed with
 */
record SandboxSocket(InetSocketAddress address, URI url, String key, String secret) {
}
