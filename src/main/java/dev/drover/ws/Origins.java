package dev.drover.ws;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The origins of web pages that may connect. Browsers send no preflight request before they open a WebSocket, only the page's
 * origin. A rule consists of a host, or a scheme and a host, and optionally a port; a missing part matches anything (geth:
 * rpc/websocket.go).
 */
final class Origins {
    private final boolean any;
    private final List<Rule> rules;

    /** Allows these origins, or only pages of this machine if the list is empty, as geth does. */
    static Origins of(List<String> allowed) {
        if (!allowed.isEmpty()) {
            return new Origins(allowed);
        }
        List<String> here = new ArrayList<>(List.of("http://localhost"));
        try {
            here.add("http://" + InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // The host has no name that could be allowed.
        }
        return new Origins(here);
    }

    private Origins(List<String> allowed) {
        any = allowed.contains("*");
        rules = allowed.stream().map(Rule::parse).toList();
    }

    /**
     * Returns whether a client may connect.
     *
     * @param origin the Origin header; null, as sent by clients that are not browsers, is allowed
     */
    boolean allow(@Nullable String origin) {
        if (any || origin == null || origin.isEmpty()) {
            return true;
        }
        Rule asked = Rule.parse(origin);
        return rules.stream().anyMatch(rule -> rule.covers(asked));
    }

    private record Rule(String scheme, String host, int port) {
        static Rule parse(String origin) {
            String lower = origin.toLowerCase(Locale.ROOT);
            try {
                URI uri = new URI(lower.contains("://") ? lower : "//" + lower);
                String host = uri.getHost();
                return new Rule(
                        uri.getScheme() == null ? "" : uri.getScheme(), host == null ? lower : host, uri.getPort());
            } catch (URISyntaxException e) {
                return new Rule("", lower, -1);
            }
        }

        boolean covers(Rule asked) {
            return (scheme.isEmpty() || scheme.equals(asked.scheme))
                    && host.equals(asked.host)
                    && (port < 0 || port == asked.port);
        }
    }
}
