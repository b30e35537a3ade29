package dev.drover.rpc.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Header;
import dev.drover.json.JsonWriter;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class HeaderJsonTest {
    private static final Header FRONTIER = new Header(
            Hash.keccak(new byte[] {1}),
            Hash.keccak(new byte[] {2}),
            Hash.ZERO,
            Address.ZERO,
            Hash.ZERO,
            Hash.ZERO,
            Hash.ZERO,
            new byte[256],
            BigInteger.valueOf(131_072),
            7,
            5_000,
            0,
            1_000,
            new byte[] {0x64},
            Hash.ZERO,
            new byte[8],
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    @Test
    void announcesMembersOfInactiveForksAsNull() throws Exception {
        JsonWriter out = new JsonWriter();
        HeaderJson.writeNewHeads(FRONTIER, out);
        JsonNode json = new ObjectMapper().readTree(out.toBytes());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "parentHash",
                        "sha3Uncles",
                        "miner",
                        "stateRoot",
                        "transactionsRoot",
                        "receiptsRoot",
                        "logsBloom",
                        "difficulty",
                        "number",
                        "gasLimit",
                        "gasUsed",
                        "timestamp",
                        "extraData",
                        "mixHash",
                        "nonce",
                        "baseFeePerGas",
                        "withdrawalsRoot",
                        "blobGasUsed",
                        "excessBlobGas",
                        "parentBeaconBlockRoot",
                        "requestsHash",
                        "blockAccessListHash",
                        "slotNumber",
                        "hash");
        assertThat(json.get("baseFeePerGas").isNull()).isTrue();
        assertThat(json.get("slotNumber").isNull()).isTrue();
        assertThat(json.get("number").asText()).isEqualTo("0x7");
        assertThat(json.get("nonce").asText()).isEqualTo("0x0000000000000000");
        assertThat(json.get("extraData").asText()).isEqualTo("0x64");
        assertThat(json.get("hash").asText()).isEqualTo(FRONTIER.hash().toString());
    }

    @Test
    void leavesMembersOfInactiveForksOutOfBlocks() throws Exception {
        JsonWriter out = new JsonWriter().beginObject();
        HeaderJson.writeFields(FRONTIER, out);
        JsonNode json = new ObjectMapper().readTree(out.endObject().toBytes());
        assertThat(json.has("baseFeePerGas")).isFalse();
        assertThat(json.has("slotNumber")).isFalse();
        assertThat(json.size()).isEqualTo(16);
    }
}
