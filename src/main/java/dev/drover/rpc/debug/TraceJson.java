package dev.drover.rpc.debug;

import dev.drover.chain.Address;
import dev.drover.chain.Hash;
import dev.drover.chain.Word;
import dev.drover.evm.Fault;
import dev.drover.evm.Opcode;
import dev.drover.evm.trace.AccountState;
import dev.drover.evm.trace.CallFrame;
import dev.drover.evm.trace.CallLog;
import dev.drover.evm.trace.Step;
import dev.drover.evm.trace.Trace;
import dev.drover.json.JsonWriter;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Traces in the formats of geth's tracers. */
final class TraceJson {
    private TraceJson() {}

    static void write(JsonWriter out, Trace trace) {
        switch (trace) {
            case Trace.Nothing ignored -> out.beginObject().endObject();
            case Trace.Steps steps -> steps(out, steps);
            case Trace.Calls calls -> call(out, calls.top());
            case Trace.FlatCalls flat -> FlatCallJson.write(out, flat.calls());
            case Trace.Prestate prestate -> accounts(out, prestate.accounts());
            case Trace.Changes changes -> {
                out.beginObject();
                accounts(out.name("post"), changes.after());
                accounts(out.name("pre"), changes.before());
                out.endObject();
            }
            case Trace.Selectors selectors -> {
                out.beginObject();
                selectors.counts().forEach((name, count) -> out.name(name).number(count));
                out.endObject();
            }
            case Trace.Several several -> {
                out.beginObject();
                several.traces().forEach((name, each) -> write(out.name(name), each));
                out.endObject();
            }
        }
    }

    private static void steps(JsonWriter out, Trace.Steps trace) {
        out.beginObject().name("gas").number(trace.gas());
        out.name("failed").bool(trace.failed());
        out.name("returnValue").data(trace.output());
        out.name("structLogs").beginArray();
        trace.steps().forEach(step -> step(out, step));
        out.endArray().endObject();
    }

    private static void step(JsonWriter out, Step step) {
        out.beginObject().name("pc").number(step.pc());
        out.name("op").string(Opcode.name(step.opcode()));
        out.name("gas").number(step.gas());
        out.name("gasCost").number(step.cost());
        out.name("depth").number(step.depth());
        Fault fault = step.fault();
        if (fault != null) {
            out.name("error").string(fault.message());
        }
        Word[] stack = step.stack();
        if (stack != null) {
            out.name("stack").beginArray();
            for (Word word : stack) {
                out.quantity(word);
            }
            out.endArray();
        }
        byte[] returnData = step.returnData();
        if (returnData != null && returnData.length > 0) {
            out.name("returnData").data(returnData);
        }
        memory(out, step.memory());
        if (step.storage() != null) {
            storage(out, step.storage());
        }
        if (step.refund() != 0) {
            out.name("refund").number(step.refund());
        }
        out.endObject();
    }

    private static void memory(JsonWriter out, byte @Nullable [] memory) {
        if (memory != null && memory.length > 0) {
            out.name("memory").beginArray();
            for (int start = 0; start + Word.LENGTH <= memory.length; start += Word.LENGTH) {
                out.data(memory, start, Word.LENGTH);
            }
            out.endArray();
        }
    }

    private static void storage(JsonWriter out, SortedMap<Hash, Word> slots) {
        out.name("storage").beginObject();
        slots.forEach((slot, value) -> out.name(slot.toString()).hash(value.toHash()));
        out.endObject();
    }

    private static void call(JsonWriter out, CallFrame call) {
        out.beginObject().name("from").address(call.from());
        out.name("gas").quantity(call.gas());
        out.name("gasUsed").quantity(call.gasUsed());
        Address to = call.to();
        if (to != null) {
            out.name("to").address(to);
        }
        out.name("input").data(call.input());
        if (call.output().length > 0) {
            out.name("output").data(call.output());
        }
        Fault fault = call.fault();
        if (fault != null) {
            out.name("error").string(fault.message());
        }
        String reason = call.revertReason();
        if (reason != null && !reason.isEmpty()) {
            out.name("revertReason").string(reason);
        }
        if (!call.calls().isEmpty()) {
            out.name("calls").beginArray();
            call.calls().forEach(each -> call(out, each));
            out.endArray();
        }
        if (!call.logs().isEmpty()) {
            out.name("logs").beginArray();
            call.logs().forEach(log -> log(out, log));
            out.endArray();
        }
        Word value = call.value();
        if (value != null) {
            out.name("value").quantity(value);
        }
        out.name("type").string(call.type().name()).endObject();
    }

    private static void log(JsonWriter out, CallLog log) {
        out.beginObject().name("address").address(log.log().address());
        out.name("topics").beginArray();
        log.log().topics().forEach(out::hash);
        out.endArray().name("data").data(log.log().data());
        out.name("index").quantity(log.index());
        out.name("position").quantity(log.position()).endObject();
    }

    private static void accounts(JsonWriter out, SortedMap<Address, AccountState> accounts) {
        out.beginObject();
        accounts.forEach((address, account) -> account(out.name(address.toString()), account));
        out.endObject();
    }

    private static void account(JsonWriter out, AccountState account) {
        out.beginObject();
        Word balance = account.balance();
        if (balance != null) {
            out.name("balance").quantity(balance);
        }
        if (account.code().length > 0) {
            out.name("code").data(account.code());
        }
        Hash codeHash = account.codeHash();
        if (codeHash != null) {
            out.name("codeHash").hash(codeHash);
        }
        if (account.nonce() != 0) {
            out.name("nonce").number(account.nonce());
        }
        if (!account.storage().isEmpty()) {
            storage(out, account.storage());
        }
        out.endObject();
    }
}
