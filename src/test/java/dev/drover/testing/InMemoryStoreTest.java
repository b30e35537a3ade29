package dev.drover.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.store.Batch;
import dev.drover.store.Cursor;
import dev.drover.store.ReadView;
import dev.drover.store.StoreException;
import org.junit.jupiter.api.Test;

final class InMemoryStoreTest {
    private final InMemoryStore store = new InMemoryStore();

    @Test
    void viewsAndCursorsDoNotSeeLaterWrites() {
        put("a", "1");
        ReadView view = store.view();
        try (Cursor cursor = store.scan(bytes(""), null)) {
            put("a", "2");
            put("b", "3");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value()).isEqualTo(bytes("1"));
            assertThat(cursor.next()).isFalse();
        }
        assertThat(view.get(bytes("a"))).isEqualTo(bytes("1"));
        assertThat(view.get(bytes("b"))).isNull();
        assertThat(store.get(bytes("a"))).isEqualTo(bytes("2"));
        view.release();
        assertThat(view.retain()).isFalse();
        assertThatThrownBy(() -> view.get(bytes("a"))).isInstanceOf(StoreException.class);
    }

    @Test
    void refusedWriteChangesNothing() {
        store.failWrites(true);
        assertThatThrownBy(() -> put("a", "1")).isInstanceOf(StoreException.class);
        store.failWrites(false);
        assertThat(store.get(bytes("a"))).isNull();
    }

    private void put(String key, String value) {
        Batch batch = new Batch();
        batch.put(bytes(key), bytes(value));
        store.apply(batch, false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
