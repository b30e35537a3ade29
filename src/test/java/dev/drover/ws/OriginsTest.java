package dev.drover.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginsTest {
    @ParameterizedTest
    @CsvSource({
        "localhost, http://localhost:3000, true",
        "localhost, https://LOCALHOST, true",
        "http://localhost, https://localhost, false",
        "http://localhost:3000, http://localhost:3000, true",
        "http://localhost:3000, http://localhost, false",
        "dapp.example, https://dapp.example.evil, false",
        "dapp.example, https://a.dapp.example, false",
        "https://dapp.example, null, false",
        "https://dapp.example, http://%zz, false",
        "*, https://anything.example, true"
    })
    void comparesTheGivenPartsOfARule(String rule, String origin, boolean allowed) {
        assertThat(Origins.of(List.of(rule)).allow(origin)).isEqualTo(allowed);
    }

    @Test
    void allowsClientsThatAreNotBrowsers() {
        Origins one = Origins.of(List.of("https://other.example"));
        assertThat(one.allow(null)).isTrue();
        assertThat(one.allow("https://dapp.example")).isFalse();
    }

    @Test
    void allowsPagesOfThisMachineByDefault() throws Exception {
        Origins unset = Origins.of(List.of());
        assertThat(unset.allow("http://localhost:3000")).isTrue();
        assertThat(unset.allow("http://" + InetAddress.getLocalHost().getHostName() + ":8546"))
                .isTrue();
        assertThat(unset.allow("https://dapp.example")).isFalse();
    }
}
