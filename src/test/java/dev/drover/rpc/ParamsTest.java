package dev.drover.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParamsTest {
    private static final String HASH = "0x" + "1a".repeat(32);
    private static final String ADDRESS = "0xF105f46466A1956bdDb4478c5af0Ec9D6D28695b";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "0x12"    | hex string has length 2, want 40 for common.Address
            ""        | hex string has length 0, want 40 for common.Address
            "f105"    | json: cannot unmarshal hex string without 0x prefix into Go value of type common.Address
            "0x1"     | json: cannot unmarshal hex string of odd length into Go value of type common.Address
            null      | json: cannot unmarshal non-string into Go value of type common.Address
            5         | json: cannot unmarshal non-string into Go value of type common.Address
            "0xzz05f46466A1956bdDb4478c5af0Ec9D6D28695b" | json: cannot unmarshal invalid hex string into Go value of type common.Address
            """)
    void refusesWhatIsNoAddressInGethsWords(String json, String message) {
        assertRefused(Params.ADDRESS, json, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "0x"      | hex string "0x"
            ""        | empty hex string
            "0x01"    | hex number with leading zero digits
            "xyz"     | hex string without 0x prefix
            "LATEST"  | hex string without 0x prefix
            "-0x1"    | hex string without 0x prefix
            1         | hex string without 0x prefix
            null      | hex string without 0x prefix
            {}        | hex string without 0x prefix
            "0xzz"    | invalid hex string
            "0xffffffffffffffffff" | hex number > 64 bits
            "0x8000000000000000"   | block number larger than int64
            """)
    void refusesWhatIsNoHeightInGethsWords(String json, String message) {
        assertRefused(Params.BLOCK_NUMBER_OR_TAG, json, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}        | must specify either BlockHash or BlockNumber
            {"blockHash":null} | must specify either BlockHash or BlockNumber
            {"blockHash":"0x1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a","blockNumber":"0x1"} | cannot specify both BlockHash and BlockNumber, choose one or the other
            {"blockNumber":"zz"} | json: cannot unmarshal object into Go value of type string
            {"blockHash":"0x12"} | json: cannot unmarshal object into Go value of type string
            7         | json: cannot unmarshal number into Go value of type string
            [1]       | json: cannot unmarshal array into Go value of type string
            true      | json: cannot unmarshal bool into Go value of type string
            "foo"     | hex string without 0x prefix
            "0x8000000000000000" | blocknumber too high
            "0xzz1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a" | invalid hex string
            """)
    void refusesWhatIsNoBlockInGethsWords(String json, String message) {
        assertRefused(Params.BLOCK, json, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "x" | json: cannot unmarshal string into Go value of type bool
            1   | json: cannot unmarshal number into Go value of type bool
            {}  | json: cannot unmarshal object into Go value of type bool
            []  | json: cannot unmarshal array into Go value of type bool
            """)
    void refusesWhatIsNoBoolInGethsWords(String json, String message) {
        assertRefused(Params.BOOL, json, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "0x"   | json: cannot unmarshal hex string "0x" into Go value of type hexutil.Uint64
            "0x00" | json: cannot unmarshal hex number with leading zero digits into Go value of type hexutil.Uint64
            "0x10000000000000000" | json: cannot unmarshal hex number > 64 bits into Go value of type hexutil.Uint64
            "0xzzzzzzzzzzzzzzzzz" | json: cannot unmarshal hex number > 64 bits into Go value of type hexutil.Uint64
            "0xz"  | json: cannot unmarshal invalid hex string into Go value of type hexutil.Uint64
            5      | json: cannot unmarshal non-string into Go value of type hexutil.Uint64
            """)
    void refusesWhatIsNoQuantityInGethsWords(String json, String message) {
        assertRefused(Params.QUANTITY, json, message);
    }

    @Test
    void readsValues() {
        assertThat(one(Params.ADDRESS, '"' + ADDRESS + '"')).isEqualTo(Address.fromHex(ADDRESS));
        assertThat(one(Params.HASH, "\"0X" + "1A".repeat(32) + '"')).isEqualTo(Hash.fromHex(HASH));
        assertThat(one(Params.QUANTITY, "\"0xffffffffffffffff\"")).isEqualTo(-1L);
        assertThat(one(Params.QUANTITY, "\"0x0\"")).isEqualTo(0L);
        assertThat((byte[]) one(Params.DATA, "\"0x00ff\"")).containsExactly(0, 255);
        assertThat((byte[]) one(Params.DATA, "\"\"")).isEmpty();
        assertThat(one(Params.BOOL, "true")).isEqualTo(true);
        assertThat(one(Params.BOOL, "null")).isEqualTo(false);
    }

    @Test
    void readsBlocks() {
        BlockRef number = new BlockRef.ByNumber(16);
        BlockRef hash = new BlockRef.ByHash(Hash.fromHex(HASH), false);
        assertThat(one(Params.BLOCK_NUMBER_OR_TAG, "\"0x10\"")).isEqualTo(number);
        assertThat(one(Params.BLOCK_NUMBER_OR_TAG, "\"finalized\"")).isEqualTo(BlockRef.Tag.FINALIZED);
        assertThat(one(Params.BLOCK, "\"0x10\"")).isEqualTo(number);
        assertThat(one(Params.BLOCK, "\"safe\"")).isEqualTo(BlockRef.Tag.SAFE);
        assertThat(one(Params.BLOCK, '"' + HASH + '"')).isEqualTo(hash);
        assertThat(one(Params.BLOCK, "{\"blockNumber\":\"0x10\"}")).isEqualTo(number);
        assertThat(one(Params.BLOCK, "{\"blockNumber\":\"latest\"}")).isEqualTo(BlockRef.Tag.LATEST);
        assertThat(one(Params.BLOCK, "{\"blockHash\":\"" + HASH + "\"}")).isEqualTo(hash);
        assertThat(one(Params.BLOCK, "{\"blockHash\":\"" + HASH + "\",\"requireCanonical\":true}"))
                .isEqualTo(new BlockRef.ByHash(Hash.fromHex(HASH), true));
    }

    @Test
    void countsParametersAsGethDoes() {
        List<Param<?>> types = List.of(Params.BOOL, Params.BLOCK.orElse(BlockRef.Tag.LATEST));
        assertThat(parse("[true]", types)).containsExactly(true, BlockRef.Tag.LATEST);
        assertThat(parse("[true,null]", types)).containsExactly(true, BlockRef.Tag.LATEST);
        assertThat(parse("[true,\"0x1\"]", types)).containsExactly(true, new BlockRef.ByNumber(1));
        assertThat(parse("null", List.of())).isEmpty();
        assertThat(Params.parse(null, List.of(Params.HASH.optional()))).containsExactly((Object) null);
        assertFails("[]", types, "missing value for required argument 0");
        assertFails("null", types, "missing value for required argument 0");
        assertFails("[true,null,1]", types, "too many arguments, want at most 2");
        assertFails(
                "[1,null,1]", types, "invalid argument 0: json: cannot unmarshal number into Go value of type bool");
        assertFails("{}", types, "non-array args");
        assertFails("\"x\"", types, "non-array args");
    }

    private static void assertRefused(Param<?> type, String json, String message) {
        assertFails("[" + json + "]", List.of(type), "invalid argument 0: " + message);
    }

    private static void assertFails(String json, List<Param<?>> types, String message) {
        assertThatThrownBy(() -> parse(json, types))
                .isInstanceOf(RpcException.class)
                .hasMessage(message)
                .extracting(e -> ((RpcException) e).fault())
                .isEqualTo(RpcFault.INVALID_PARAMS);
    }

    private static @Nullable Object one(Param<?> type, String json) {
        return parse("[" + json + "]", List.of(type))[0];
    }

    private static @Nullable Object[] parse(String json, List<Param<?>> types) {
        try {
            return Params.parse(new ObjectMapper().readTree(json), types);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
