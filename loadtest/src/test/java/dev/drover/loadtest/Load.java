package dev.drover.loadtest;

import java.time.Duration;

/**
 * How many users, for how long, against what. All numbers are bounded, so that a slip of the keyboard is no attack.
 *
 * @param httpUrl where wallets poll
 * @param wsUrl where dapps subscribe
 * @param wallets users that poll
 * @param dapps users that subscribe
 * @param time how long each of them stays
 * @param warmUp how long a few wallets poll before, so that both sides have compiled what they run
 * @param poll time from one poll of a wallet to its next
 */
record Load(String httpUrl, String wsUrl, int wallets, int dapps, Duration time, Duration warmUp, Duration poll) {
    /** Time in which the users come, one after the other. */
    Duration ramp() {
        return time.dividedBy(10);
    }

    /** When to end in any case. */
    Duration limit() {
        return warmUp.plus(ramp()).plus(time).plusSeconds(30);
    }

    /**
     * As the system properties say, {@code mvn -Dwallets=200} for one.
     *
     * @throws IllegalArgumentException if one is no number or out of its range
     */
    static Load fromProperties() {
        return new Load(
                System.getProperty("httpUrl", "http://localhost:8545"),
                System.getProperty("wsUrl", "ws://localhost:8546"),
                number("wallets", 50, 1, 10_000),
                number("dapps", 10, 1, 10_000),
                Duration.ofSeconds(number("seconds", 30, 5, 3_600)),
                Duration.ofSeconds(number("warmUpSeconds", 5, 1, 600)),
                Duration.ofMillis(number("pollMillis", 1_000, 10, 60_000)));
    }

    private static int number(String property, int otherwise, int least, int most) {
        int value = Integer.getInteger(property, otherwise);
        String text = System.getProperty(property, Integer.toString(otherwise));
        if (!text.equals(Integer.toString(value)) || value < least || value > most) {
            throw new IllegalArgumentException(
                    "-D" + property + "=" + text + ": give a number from " + least + " to " + most);
        }
        return value;
    }
}
