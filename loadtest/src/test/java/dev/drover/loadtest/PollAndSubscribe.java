package dev.drover.loadtest;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.dummy;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.foreach;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.pace;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.http.action.ws.WsInboundMessage;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Wallets that poll for the head over HTTP, dapps that subscribe to it by WebSocket. A poll fails if its head is lower
 * than one that the same wallet has seen; an announcement fails if the block before it was left out.
 */
public final class PollAndSubscribe extends Simulation {
    /** Session attribute: the highest head that this user has seen. */
    private static final String HEAD = "head";

    /** Session attribute: for each block announced since the last look, whether it follows on the one before. */
    private static final String VERDICTS = "verdicts";

    /** Session attribute: the one of them that is counted. */
    private static final String VERDICT = "verdict";

    /** Session attribute: the last block announced. */
    private static final String LAST = "last";

    private static final int WARM_UP_WALLETS = 10;
    private static final Duration WARM_UP_POLL = Duration.ofMillis(20);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final Load load = Load.fromProperties();

    /** Takes the load from the system properties. */
    public PollAndSubscribe() {
        HttpProtocolBuilder protocol = http.baseUrl(load.httpUrl())
                .wsBaseUrl(load.wsUrl())
                .contentTypeHeader("application/json")
                .wsUnmatchedInboundMessageBufferSize(10_000);
        setUp(warmUp().injectOpen(atOnceUsers(WARM_UP_WALLETS))
                        .andThen(
                                wallets().injectOpen(rampUsers(load.wallets()).during(load.ramp())),
                                dapps().injectOpen(rampUsers(load.dapps()).during(load.ramp()))))
                .protocols(protocol)
                .maxDuration(load.limit())
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("eth_blockNumber").successfulRequests().count().gt(0L),
                        details("eth_getBlockByNumber latest")
                                .successfulRequests()
                                .count()
                                .gt(0L),
                        details("subscribed").successfulRequests().count().is((long) load.dapps()));
    }

    private ScenarioBuilder warmUp() {
        return scenario("warm-up").exec(group("warm-up").on(polling(load.warmUp(), WARM_UP_POLL)));
    }

    private ScenarioBuilder wallets() {
        return scenario("wallet").exec(polling(load.time(), load.poll()));
    }

    private static ChainBuilder polling(Duration time, Duration poll) {
        return exec(session -> session.set(HEAD, 0L))
                .exec(during(time)
                        .on(
                                pace(poll),
                                call("eth_blockNumber", "eth_blockNumber", "[]", "result"),
                                call(
                                        "eth_getBlockByNumber latest",
                                        "eth_getBlockByNumber",
                                        "[\"latest\",false]",
                                        "result.number")));
    }

    private static HttpRequestActionBuilder call(String name, String method, String params, String headPath) {
        return http(name)
                .post("/")
                .body(StringBody(request(method, params)))
                .check(status().is(200), notBackward(headPath));
    }

    private static CheckBuilder notBackward(String path) {
        return jmesPath(path)
                .transform(Long::decode)
                .gte(session -> session.getLong(HEAD))
                .name("head not backward")
                .saveAs(HEAD);
    }

    private ScenarioBuilder dapps() {
        return scenario("dapp")
                // Empty, or Netty names one of its own making, and a replica takes us for a web page that may not
                // connect.
                .exec(ws("connect").connect("/").header("Origin", ""))
                .exec(ws("eth_subscribe newHeads")
                        .sendText(request("eth_subscribe", "[\"newHeads\"]"))
                        .await(ANSWER_MAX)
                        .on(ws.checkTextMessage("subscribed")
                                .matching(jmesPath("id").is("eth_subscribe"))
                                .check(jmesPath("result").saveAs("subscription"))))
                .exitHereIfFailed()
                .exec(during(load.time()).on(pause(Duration.ofSeconds(1)), announcements()))
                .exec(ws("eth_unsubscribe")
                        .sendText(request("eth_unsubscribe", "[\"#{subscription}\"]"))
                        .await(ANSWER_MAX)
                        .on(ws.checkTextMessage("unsubscribed")
                                .matching(jmesPath("id").is("eth_unsubscribe"))
                                .check(jmesPath("result").is("true"))))
                .exec(ws("close").close());
    }

    /** Counts each block that was announced as a request of its own, so that the report shows it. */
    private static ChainBuilder announcements() {
        return exec(
                ws.processUnmatchedMessages(PollAndSubscribe::judge),
                foreach(session -> session.getList(VERDICTS), VERDICT)
                        .on(dummy("newHeads announced", 0).withSuccess(session -> session.getBoolean(VERDICT))));
    }

    private static Session judge(List<WsInboundMessage> messages, Session session) {
        List<Boolean> verdicts = new ArrayList<>();
        Announced last = session.get(LAST);
        for (WsInboundMessage message : messages) {
            Announced next = Announced.parse(((WsInboundMessage.Text) message).message());
            verdicts.add(last == null || next.mayFollow(last));
            last = next;
        }
        return session.set(VERDICTS, verdicts).set(LAST, last);
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"" + method + "\",\"method\":\"" + method + "\",\"params\":" + params
                + "}";
    }
}
