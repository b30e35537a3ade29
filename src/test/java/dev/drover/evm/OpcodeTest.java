package dev.drover.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The opcodes and their names. */
final class OpcodeTest {
    @Test
    void namesEachConstantLikeItsField() throws IllegalAccessException {
        Set<Integer> opcodes = new HashSet<>();
        for (Field constant : Opcode.class.getDeclaredFields()) {
            if (Modifier.isPublic(constant.getModifiers())) {
                int opcode = constant.getInt(null);
                assertThat(Opcode.name(opcode)).isEqualTo(constant.getName());
                assertThat(opcodes.add(opcode)).as(constant.getName()).isTrue();
            }
        }
        assertThat(opcodes).hasSizeGreaterThan(80);
    }

    @Test
    void doesNotDefineTheOpcodeThatStandsForUndefinedOnes() {
        assertThat(Opcode.name(InstructionSet.UNDEFINED)).isEqualTo("opcode 0xc not defined");
    }
}
