package dev.drover.http;

import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which host names requests may be addressed to: keeps a web page from reaching us through a name of its own that resolves
 * to our address (DNS rebinding). IP addresses always pass (geth: node/rpcstack.go).
 */
final class VirtualHosts {
    private final Set<String> names;

    VirtualHosts(List<String> names) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param header the Host header; null if there is none
     * @param authority where the request was sent to, as parsed; null if it could not be
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

    /** No name is made of digits and dots alone, and none has a colon or a bracket. */
    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.startsWith("[") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }
}
