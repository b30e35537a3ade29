package dev.drover.pool;

import static dev.drover.pool.PoolRecords.after;
import static dev.drover.pool.PoolRecords.head;
import static dev.drover.pool.PoolRecords.hello;
import static dev.drover.pool.PoolRecords.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.chain.Hash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records to the byte: other versions read them. */
final class RecordCodecTest {
    private static final Hash HASH = Hash.fromHex("0x00000000000000000000000000000000000000000000000000000000000000ab");
    private static final HeadRef HEAD = new HeadRef(1_823_344, -1, 21_000_001, HASH);
    private static final String HEAD_JSON = "{\"p\":1823344,\"w\":-1,\"b\":21000001,\"h\":\"" + HASH + "\"}";

    @Test
    void writesAHello() {
        expect(
                new PoolRecord.Hello(
                        "6f0c", 1, 8_120, "replica-2:8545", "drover/0.4.0", 1, 2_000, "0xab/writes/id", HEAD),
                "{'v':1,'k':'hello','s':'6f0c','n':1,'at':8120,'name':'replica-2:8545','sw':'drover/0.4.0','rules':1,"
                        + "'lease':2000,'data':'0xab/writes/id','a':HEAD}");
    }

    @Test
    void writesAStatusWithAndWithoutAPromise() {
        expect(
                new PoolRecord.Status("6f0c", 17, 8_131, HEAD, HEAD),
                "{'v':1,'k':'status','s':'6f0c','n':17,'at':8131,'a':HEAD,'r':HEAD}");
        expect(
                new PoolRecord.Status("6f0c", 2, -1, HEAD, null),
                "{'v':1,'k':'status','s':'6f0c','n':2,'at':-1,'a':HEAD}");
    }

    @Test
    void writesExpelAndBye() {
        expect(
                new PoolRecord.Expel("6f0c", 17, "91ab", "silent"),
                "{'v':1,'k':'expel','s':'6f0c','n':17,'by':'91ab','why':'silent'}");
        expect(new PoolRecord.Bye("6f0c", "shutdown"), "{'v':1,'k':'bye','s':'6f0c','why':'shutdown'}");
    }

    @Test
    void writesEveryFieldOfAState() {
        Member member = new Member("6f0c", "replica-2:8545", "drover/0.4.0", 2_000, 70, 17, 8_099, HEAD, HEAD);
        Member joiner = new Member("77", "replica-3:8545", "drover/0.4.0", 2_000, 71, 1, 71, HEAD, null);
        View view = new View("0xab/writes/id", 1_823_344, HEAD, 3, List.of(member, joiner));
        expect(
                new PoolRecord.State("91ab", 8_100, view),
                "{'v':1,'k':'state','by':'91ab','upto':8100,'view':{'data':'0xab/writes/id','R':1823344,'head':HEAD,"
                        + "'epoch':3,'members':[{'s':'6f0c','name':'replica-2:8545','sw':'drover/0.4.0','lease':2000,"
                        + "'joined':70,'n':17,'nOffset':8099,'a':HEAD,'r':HEAD},{'s':'77','name':'replica-3:8545',"
                        + "'sw':'drover/0.4.0','lease':2000,'joined':71,'n':1,'nOffset':71,'a':HEAD}]}}");
        expect(
                new PoolRecord.State("91ab", -1, View.EMPTY),
                "{'v':1,'k':'state','by':'91ab','upto':-1,'view':{'epoch':0,'members':[]}}");
    }

    @Test
    void aStateContinuesTheView() {
        View view = after(hello("a", head(5)), hello("b", head(6)), status("a", 2, 1, head(5), head(5)))
                .view();

        PoolRecord.State read =
                (PoolRecord.State) RecordCodec.decode(RecordCodec.encode(new PoolRecord.State("a", 2, view)));

        assertThat(read.view()).isEqualTo(view);
        PoolRecord next = status("b", 2, 2, head(6), head(5));
        assertThat(PoolRecords.apply(read.view(), 3, next)).isEqualTo(PoolRecords.apply(view, 3, next));
    }

    @Test
    void ignoresUnknownFields() {
        String json =
                "{'v':1,'k':'status','s':'6f0c','n':2,'at':-1,'zone':'eu','a':{'p':1823344,'w':-1,'b':21000001,'h':'"
                        + HASH + "','weight':7},'caps':{'x':[1,2]}}";
        assertThat(decode(json)).isEqualTo(new PoolRecord.Status("6f0c", 2, -1, HEAD, null));
    }

    @Test
    void aNewerVersionOrKindHasNoEffect() {
        assertThat(decode("{'v':2,'k':'bye','s':'6f0c','why':'shutdown'}"))
                .isEqualTo(new PoolRecord.Unreadable(RecordEffect.OTHER_VERSION));
        assertThat(decode("{'v':0,'k':'bye','s':'6f0c','why':'shutdown'}"))
                .isEqualTo(new PoolRecord.Unreadable(RecordEffect.OTHER_VERSION));
        assertThat(decode("{'v':1,'k':'dance','s':'6f0c'}"))
                .isEqualTo(new PoolRecord.Unreadable(RecordEffect.UNKNOWN_KIND));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{'v':'1','k':'bye','s':'6f0c','why':'x'}",
                "{'v':1.0,'k':'bye','s':'6f0c','why':'x'}",
                "{'v':1,'s':'6f0c','why':'x'}",
                "{'v':1,'k':'bye','why':'x'}",
                "{'v':1,'k':'bye','s':'','why':'x'}",
                "{'v':1,'k':'bye','s':7,'why':'x'}",
                "{'v':1,'k':'expel','s':'6f0c','n':0,'by':'a','why':'x'}",
                "{'v':1,'k':'expel','s':'6f0c','n':'17','by':'a','why':'x'}",
                "{'v':1,'k':'expel','s':'6f0c','n':99999999999999999999,'by':'a','why':'x'}",
                "{'v':1,'k':'status','s':'6f0c','n':2,'at':3}",
                "{'v':1,'k':'status','s':'6f0c','n':2,'at':3,'a':{'p':-2,'w':-1,'b':1,'h':'0xab'}}",
                "{'v':1,'k':'status','s':'6f0c','n':2,'at':3,'a':{'p':1,'w':-1,'b':1,'h':'0xab'}}",
                "{'v':1,'k':'state','by':'a','upto':3,'view':{'epoch':0}}",
                "{'v':1,'k':'bye','s':'6f0c','why':'x'",
            })
    void whatIsNoRecordIsMalformed(String json) {
        assertThat(decode(json)).isEqualTo(new PoolRecord.Unreadable(RecordEffect.MALFORMED));
    }

    @Test
    void aRecordWithoutValueIsMalformed() {
        assertThat(RecordCodec.decode(null)).isEqualTo(new PoolRecord.Unreadable(RecordEffect.MALFORMED));
    }

    @Test
    void limitsTheLength() {
        String bye = "{'v':1,'k':'bye','s':'6f0c','why':'x','more':'" + "m".repeat(900) + "'}";
        assertThat(decode(bye)).isEqualTo(new PoolRecord.Bye("6f0c", "x"));
        String longer = "{'v':1,'k':'bye','s':'6f0c','why':'x','more':'" + "m".repeat(1_000) + "'}";
        assertThat(decode(longer)).isEqualTo(new PoolRecord.Unreadable(RecordEffect.TOO_LONG));
        assertThat(RecordCodec.decode(new byte[RecordCodec.STATE_BYTES_MAX + 1]))
                .isEqualTo(new PoolRecord.Unreadable(RecordEffect.TOO_LONG));
        PoolRecord tooLong = new PoolRecord.Hello("s", 1, 0, "n", "s", 1, 2_000, "d".repeat(2_000), HEAD);
        assertThatThrownBy(() -> RecordCodec.encode(tooLong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLargestStatesThatAreWrittenFit() {
        List<Member> members = new ArrayList<>();
        HeadRef far = new HeadRef(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, HASH);
        // Three bytes each.
        String text = "\u2603".repeat(RecordCodec.TEXT_MAX);
        for (int i = 0; i < 100; i++) {
            members.add(new Member(text, text, text, 10_000, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, far, far));
        }
        for (int size = 0; size <= members.size(); size++) {
            View view = new View("d".repeat(500), Long.MAX_VALUE, far, Long.MAX_VALUE, members.subList(0, size));
            for (PoolRecord record : StateRecords.of(text, Long.MAX_VALUE, view)) {
                assertThat(RecordCodec.encode(record)).hasSizeLessThanOrEqualTo(RecordCodec.STATE_BYTES_MAX);
            }
        }
    }

    private static void expect(PoolRecord record, String json) {
        String expected = json.replace('\'', '"').replace("HEAD", HEAD_JSON);
        assertThat(new String(RecordCodec.encode(record), UTF_8)).isEqualTo(expected);
        assertThat(RecordCodec.decode(expected.getBytes(UTF_8))).isEqualTo(record);
    }

    private static PoolRecord decode(String json) {
        return RecordCodec.decode(json.replace('\'', '"').getBytes(UTF_8));
    }
}
