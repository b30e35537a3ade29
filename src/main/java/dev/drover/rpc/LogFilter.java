package dev.drover.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.LogCriteria;
import dev.drover.json.HexJson;
import dev.drover.json.JsonFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The filter object of log queries, which selects blocks and logs in them (geth: eth/filters/api.go).
 *
 * @param blockHash the only block to search; null for a range
 * @param from the first block of the range; null if absent
 * @param to the last block of the range; null if absent
 * @param positionMax the length of the longest list, of addresses or of topics at one position, as the client wrote it
 */
public record LogFilter(
        @Nullable Hash blockHash,
        BlockRef.@Nullable Height from,
        BlockRef.@Nullable Height to,
        LogCriteria criteria,
        int positionMax) {
    /** The maximum number of topics of a log. */
    public static final int TOPICS_MAX = 4;

    /** The parameter: the filter object of {@code eth_getLogs}, {@code eth_newFilter} and {@code eth_subscribe}. */
    public static final Param<LogFilter> PARAM = Param.required(LogFilter::parse);

    /**
     * Throws {@link RpcException} if a list of addresses or topics is longer than {@code limit}, as geth does.
     *
     * @param limit the maximum length; 0 for no limit
     */
    public void checkLists(int limit) {
        if (limit > 0 && positionMax > limit) {
            throw new RpcException(RpcFault.SERVER_ERROR, "exceed max addresses or topics per search position");
        }
    }

    /**
     * Returns the number of a bound of a filter that reports future blocks.
     *
     * @param latest returned if the bound is absent or the latest block
     * @throws RpcException if the bound is another tag
     */
    public static long numberOr(BlockRef.@Nullable Height bound, long latest) {
        if (bound == null || bound == BlockRef.Tag.LATEST) {
            return latest;
        }
        if (bound instanceof BlockRef.ByNumber byNumber) {
            return byNumber.number();
        }
        throw bound == BlockRef.Tag.PENDING ? pendingUnsupported() : invalidRange();
    }

    /** Returns the error for a filter of pending logs. */
    public static RpcException pendingUnsupported() {
        return new RpcException(RpcFault.INVALID_PARAMS, "pending logs are not supported");
    }

    /** Returns the error for a range that is empty or cannot be searched. */
    public static RpcException invalidRange() {
        return new RpcException(RpcFault.INVALID_PARAMS, "invalid block range params");
    }

    private static LogFilter parse(JsonNode value) {
        if (!value.isObject() && !value.isNull()) {
            throw JsonFormatException.cannotUnmarshal(HexJson.kind(value), "filters.input");
        }
        JsonNode hash = member(value, "blockHash");
        JsonNode from = member(value, "fromBlock");
        JsonNode to = member(value, "toBlock");
        Hash blockHash = hash == null ? null : Hash.of(HexJson.fixed(hash, Hash.LENGTH, "common.Hash"));
        BlockRef.Height first = from == null ? null : Params.height(from);
        BlockRef.Height last = to == null ? null : Params.height(to);
        if (blockHash != null && (first != null || last != null)) {
            throw new JsonFormatException(
                    "cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other");
        }
        JsonNode wantedTopics = member(value, "topics");
        if (wantedTopics != null && !wantedTopics.isArray()) {
            throw new JsonFormatException("json: cannot unmarshal " + HexJson.kind(wantedTopics)
                    + " into Go struct field input.topics of type []interface {}");
        }
        Set<Address> addresses = addresses(member(value, "address"));
        List<Set<Hash>> topics = wantedTopics == null ? List.of() : topics(wantedTopics);
        return new LogFilter(blockHash, first, last, new LogCriteria(addresses, topics), longestList(value));
    }

    private static int longestList(JsonNode filter) {
        int longest = filter.path("address").size();
        for (JsonNode position : filter.path("topics")) {
            longest = Math.max(longest, position.size());
        }
        return longest;
    }

    private static Set<Address> addresses(@Nullable JsonNode wanted) {
        if (wanted == null) {
            return Set.of();
        }
        Set<Address> addresses = new HashSet<>();
        if (wanted.isTextual()) {
            addresses.add(address(wanted, "invalid address: "));
        } else if (wanted.isArray()) {
            for (int i = 0; i < wanted.size(); i++) {
                if (!wanted.get(i).isTextual()) {
                    throw new JsonFormatException("non-string address at index " + i);
                }
                addresses.add(address(wanted.get(i), "invalid address at index " + i + ": "));
            }
        } else {
            throw new JsonFormatException("invalid addresses in query");
        }
        return addresses;
    }

    private static List<Set<Hash>> topics(JsonNode wanted) {
        if (wanted.size() > TOPICS_MAX) {
            throw new JsonFormatException("exceed max topics");
        }
        List<Set<Hash>> topics = new ArrayList<>();
        for (JsonNode position : wanted) {
            if (position.isNull()) {
                topics.add(Set.of());
            } else if (position.isTextual()) {
                topics.add(Set.of(topic(position)));
            } else if (position.isArray()) {
                topics.add(alternatives(position));
            } else {
                throw new JsonFormatException("invalid topic(s)");
            }
        }
        return topics;
    }

    private static Set<Hash> alternatives(JsonNode position) {
        Set<Hash> alternatives = new HashSet<>();
        for (JsonNode one : position) {
            if (one.isNull()) {
                // Null is a wildcard, so the whole position matches any topic.
                return Set.of();
            }
            if (!one.isTextual()) {
                throw new JsonFormatException("invalid topic(s)");
            }
            alternatives.add(topic(one));
        }
        return alternatives;
    }

    private static Address address(JsonNode text, String prefix) {
        try {
            return Address.of(HexJson.decode(text.textValue(), Address.LENGTH, "address"));
        } catch (JsonFormatException e) {
            throw new JsonFormatException(prefix + e.text());
        }
    }

    private static Hash topic(JsonNode text) {
        return Hash.of(HexJson.decode(text.textValue(), Hash.LENGTH, "topic"));
    }

    private static @Nullable JsonNode member(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
