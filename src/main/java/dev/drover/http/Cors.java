package dev.drover.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cross-origin resource sharing as geth configures it: methods POST and GET, cached for ten minutes. Without a configured
 * origin no header is sent, so browsers refuse calls from web pages.
 */
final class Cors {
    private static final String MAX_AGE_SECONDS = "600";

    private final List<String> origins;
    private final String exposed;

    /**
     * @param origins the allowed origins; {@code *} is any origin, and one star within an origin matches any text
     * @param exposed the response headers that pages may read
     */
    Cors(List<String> origins, String exposed) {
        this.origins =
                origins.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
        this.exposed = exposed;
    }

    /** Returns whether this is the preflight request of a browser. */
    boolean isPreflight(HttpServerRequest request) {
        return !origins.isEmpty()
                && request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }

    /** Sets the headers of the answer to a preflight request. Without them, the browser does not send the request. */
    void answerPreflight(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.headers()
                .add(HttpHeaders.VARY, HttpHeaders.ORIGIN)
                .add(HttpHeaders.VARY, HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
                .add(HttpHeaders.VARY, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        String allowed = allowed(request);
        String method = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (allowed == null || !("POST".equals(method) || "GET".equals(method))) {
            return;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, allowed)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, method)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
        String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (headers != null) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
    }

    /** Sets the headers that allow the page to read the answer, if its origin is allowed. */
    void decorate(HttpServerRequest request) {
        if (origins.isEmpty()) {
            return;
        }
        HttpServerResponse response = request.response();
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String allowed = allowed(request);
        if (allowed != null) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, allowed)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }

    private @Nullable String allowed(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return null;
        }
        if (origins.contains("*")) {
            return "*";
        }
        String lower = origin.toLowerCase(Locale.ROOT);
        return origins.stream().anyMatch(pattern -> matches(pattern, lower)) ? origin : null;
    }

    private static boolean matches(String pattern, String origin) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(origin);
        }
        return origin.length() >= pattern.length() - 1
                && origin.startsWith(pattern.substring(0, star))
                && origin.endsWith(pattern.substring(star + 1));
    }
}
