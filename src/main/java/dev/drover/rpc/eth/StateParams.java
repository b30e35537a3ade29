package dev.drover.rpc.eth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.json.GoObject;
import dev.drover.json.HexJson;
import dev.drover.json.JsonFormatException;
import dev.drover.rpc.BlockRef;
import dev.drover.rpc.Param;
import dev.drover.rpc.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of the methods that read a state. */
final class StateParams {
    /**
     * The block at which a nonce is read. Wallets ask for the pending block before they send a transaction. geth
     * answers from its pool and never from a block; a replica has no pool, so it answers from the latest block.
     */
    static final Param<BlockRef> NONCE_BLOCK =
            Params.BLOCK.map(StateParams::latestForPending).orElse(BlockRef.Tag.LATEST);

    /** Storage keys as the client wrote them; null is the empty list, as Go reads it. */
    static final Param<List<String>> KEYS = Param.required(StateParams::keys);

    /** Storage slots by account. */
    static final Param<Map<Address, List<Word>>> SLOTS = Param.required(StateParams::slots);

    private StateParams() {}

    private static BlockRef latestForPending(BlockRef ref) {
        return ref == BlockRef.Tag.PENDING ? BlockRef.Tag.LATEST : ref;
    }

    private static List<String> keys(JsonNode value) {
        if (!value.isArray() && !value.isNull()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "[]string");
        }
        List<String> keys = new ArrayList<>();
        value.forEach(key -> keys.add(Params.string(key)));
        return keys;
    }

    private static Map<Address, List<Word>> slots(JsonNode value) {
        if (!value.isObject() && !value.isNull()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "map[common.Address][]common.Hash");
        }
        Map<Address, List<Word>> slots = new LinkedHashMap<>();
        value.properties().forEach(entry -> slots.put(GoObject.toAddress(entry.getKey()), words(entry.getValue())));
        return slots;
    }

    private static List<Word> words(JsonNode value) {
        if (!value.isArray() && !value.isNull()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "[]common.Hash");
        }
        List<Word> words = new ArrayList<>();
        value.forEach(slot -> words.add(Word.of(HexJson.fixed(slot, Hash.LENGTH, "common.Hash"))));
        return words;
    }
}
