package dev.drover.http;

import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The host names that requests may be addressed to. This prevents DNS rebinding, in which a web page reaches the server
 * through a name that resolves to the server's address. IP addresses are always allowed (geth: node/rpcstack.go).
 */
final class VirtualHosts {
    private final Set<String> names;

    VirtualHosts(List<String> names) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns whether a request to this host is allowed.
     *
     * @param header the Host header; null if there is none
     * @param authority the parsed host and port of the request; null if they cannot be parsed
     */
    boolean allow(@Nullable String header, @Nullable HostAndPort authority) {
        if (names.contains("*")) {
            return true;
        }
        if (authority == null) {
            return header == null || header.isEmpty();
        }
        String host = authority.host().toLowerCase(Locale.ROOT);
        return host.isEmpty() || isAddress(host) || names.contains(host);
    }

    /** Recognizes addresses: a name never consists of digits and dots only, and has no colon or bracket. */
    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.startsWith("[") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }
}
