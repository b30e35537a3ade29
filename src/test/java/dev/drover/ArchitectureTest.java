package dev.drover;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;

/** The arrows between packages, and who may know which library. */
@AnalyzeClasses(packages = "dev.drover", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /**
     * What each package may use of ours, itself and {@code config} aside. A package that is not listed here fails the test:
     * whoever adds one says where it stands.
     */
    private static final Map<String, String[]> ARROWS = new TreeMap<>(Map.ofEntries(
            arrow("rlp"),
            arrow("crypto"),
            arrow("config"),
            arrow("health"),
            arrow("kafka", "health"),
            arrow("chain", "rlp", "crypto"),
            arrow("json", "chain"),
            arrow("cdc", "rlp", "chain"),
            arrow("store", "chain", "rlp", "crypto"),
            arrow("trie", "chain", "rlp", "crypto"),
            arrow("blocks", "store", "chain", "rlp"),
            arrow("head", "blocks", "store", "chain", "rlp", "crypto"),
            // The protocol alone is pure; pool.live is what runs it.
            arrow("pool", "health", "kafka", "head", "blocks", "store", "chain"),
            arrow("verify", "store", "trie", "chain", "rlp", "crypto"),
            arrow("ingest", "verify", "health", "kafka", "head", "store", "cdc", "chain", "rlp"),
            arrow("state", "trie", "store", "chain", "rlp", "crypto"),
            // A library: blocks in, results out. It knows nothing of the store.
            arrow("evm", "trie", "chain", "rlp", "crypto"),
            arrow(
                    "rpc", "json", "health", "txpool", "evm", "state", "trie", "pool", "head", "blocks", "store",
                    "chain", "rlp", "crypto"),
            arrow("txpool", "health", "kafka", "chain", "rlp"),
            arrow("http", "json", "health", "rpc", "head", "chain"),
            arrow("ws", "json", "health", "rpc", "txpool", "head", "chain", "blocks", "store"),
            arrow(
                    "ops", "health", "txpool", "state", "pool", "rpc", "http", "ws", "ingest", "verify", "head",
                    "store", "chain"),
            // Tools around the replica.
            arrow("broker", "kafka"),
            arrow("replay", "health", "kafka", "cdc"),
            arrow("inspect", "ingest", "head", "store", "cdc", "chain"),
            arrow("statetest", "evm", "trie", "chain", "rlp", "crypto"),
            // The commands that run a replica do so through Gateway.
            arrow("cli", "", "ops", "broker", "replay", "inspect", "statetest", "health", "kafka", "cdc", "chain"),
            // The root package: Gateway and what it is assembled with.
            arrow(
                    "", "health", "txpool", "ops", "http", "ws", "rpc", "evm", "state", "pool", "ingest", "head",
                    "store", "chain")));

    /** The packages below {@code rpc} that each of them may use. All may use {@code rpc}, which uses none of them. */
    private static final Map<String, String[]> RPC_ARROWS = new TreeMap<>(Map.ofEntries(
            arrow(""),
            arrow("encode"),
            arrow("call", "encode"),
            arrow("simulate", "call", "encode"),
            // The method families.
            arrow("eth", "simulate", "call", "encode"),
            arrow("debug", "simulate", "call", "encode"),
            arrow("filter", "eth", "encode"),
            arrow("net"),
            arrow("pool"),
            arrow("web3")));

    @ArchTest
    static final ArchRule packages_form_no_cycles =
            slices().assignedFrom(new Areas()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothing_uses_the_command_line = noClasses()
            .that(not(resideInAPackage("dev.drover.cli..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.drover.cli..");

    @ArchTest
    static final ArchRule only_cli_starts_the_gateway = classes()
            .that()
            .haveFullyQualifiedName("dev.drover.Gateway")
            .should()
            .onlyHaveDependentClassesThat(resideInAnyPackage("dev.drover", "dev.drover.cli"));

    @ArchTest
    static final ArchRule only_the_embedded_broker_knows_the_kafka_server = noClasses()
            .that(not(resideInAPackage("dev.drover.broker..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..");

    @ArchTest
    static final ArchRule only_cli_and_config_know_picocli = noClasses()
            .that(not(resideInAnyPackage("dev.drover.cli..", "dev.drover.config..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule few_know_kafka = noClasses()
            .that(not(resideInAnyPackage(
                    "dev.drover.ingest..",
                    "dev.drover.pool..",
                    "dev.drover.kafka..",
                    "dev.drover.broker..",
                    "dev.drover.replay..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "kafka..", "io.vertx.kafka..");

    @ArchTest
    static final ArchRule the_pool_protocol_is_pure = noClasses()
            .that()
            .resideInAPackage("dev.drover.pool")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "io.vertx..",
                    "org.slf4j..",
                    "java.nio.file..",
                    "java.net..",
                    "java.time..",
                    "java.util.concurrent.atomic..",
                    "dev.drover.pool.live..",
                    "dev.drover.head..",
                    "dev.drover.blocks..",
                    "dev.drover.store..");

    @ArchTest
    static final ArchRule only_the_store_knows_leveldb = noClasses()
            .that(not(resideInAPackage("dev.drover.store..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.iq80.leveldb..", "org.fusesource..", "org.xerial.snappy..");

    @ArchTest
    static final ArchRule logic_knows_no_vertx = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.drover.rlp..",
                    "dev.drover.crypto..",
                    "dev.drover.chain..",
                    "dev.drover.cdc..",
                    "dev.drover.store..",
                    "dev.drover.trie..",
                    "dev.drover.blocks..",
                    "dev.drover.state..",
                    "dev.drover.evm..",
                    "dev.drover.json..",
                    "dev.drover.rpc.(*)..",
                    "dev.drover.config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule values_do_no_io = noClasses()
            .that()
            .resideInAnyPackage("dev.drover.rlp..", "dev.drover.crypto..", "dev.drover.chain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..", "org.slf4j..");

    @ArchTest
    static final ArchRule only_ops_knows_micrometer = noClasses()
            .that(not(resideInAPackage("dev.drover.ops..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.vertx.micrometer..");

    @ArchTest
    static final ArchRule bouncy_castle_hides_in_crypto = noClasses()
            .that(not(resideInAPackage("dev.drover.crypto..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static void arrows_point_one_way(com.tngtech.archunit.core.domain.JavaClasses all) {
        for (JavaClass each : all) {
            Assertions.assertThat(ARROWS)
                    .as("package of " + each.getName() + ": add it to the arrows")
                    .containsKey(area(each));
        }
        ARROWS.forEach((area, uses) -> classes()
                .that(new InArea(area))
                .should(ArchConditions.onlyDependOnClassesThat(new Allowed(area, uses)))
                .allowEmptyShould(true)
                .check(all));
    }

    @ArchTest
    static void rpc_arrows_point_one_way(com.tngtech.archunit.core.domain.JavaClasses all) {
        for (JavaClass each : all) {
            String name = each.getPackageName();
            if (name.startsWith("dev.drover.rpc.")) {
                Assertions.assertThat(RPC_ARROWS)
                        .as("package of " + each.getName() + ": add it to the arrows of rpc")
                        .containsKey(name.substring("dev.drover.rpc.".length()));
            }
        }
        RPC_ARROWS.forEach((area, uses) -> {
            Set<String> forbidden = new TreeSet<>(RPC_ARROWS.keySet());
            forbidden.removeAll(Set.of(uses));
            forbidden.remove(area);
            forbidden.remove("");
            noClasses()
                    .that()
                    .resideInAPackage(rpcPackage(area))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            forbidden.stream().map(ArchitectureTest::rpcPackage).toArray(String[]::new))
                    .check(all);
        });
    }

    private static String rpcPackage(String area) {
        return area.isEmpty() ? "dev.drover.rpc" : "dev.drover.rpc." + area;
    }

    private static Map.Entry<String, String[]> arrow(String area, String... uses) {
        return Map.entry(area, uses);
    }

    /** The first package below the root; empty for the root itself, null for what is not ours. */
    private static @org.jspecify.annotations.Nullable String area(JavaClass javaClass) {
        String name = javaClass.getBaseComponentType().getPackageName();
        if (name.equals("dev.drover")) {
            return "";
        }
        return name.startsWith("dev.drover.") ? name.substring(11).split("\\.")[0] : null;
    }

    /** Slices by the first package below the root; the root package is a slice too. */
    private static final class Areas implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            String area = area(javaClass);
            return area == null ? SliceIdentifier.ignore() : SliceIdentifier.of(area.isEmpty() ? "root" : area);
        }

        @Override
        public String getDescription() {
            return "the packages of Drover, the root included";
        }
    }

    private static final class InArea extends com.tngtech.archunit.base.DescribedPredicate<JavaClass> {
        private final String area;

        InArea(String area) {
            super("reside in " + (area.isEmpty() ? "the root package" : area));
            this.area = area;
        }

        @Override
        public boolean test(JavaClass javaClass) {
            return area.equals(area(javaClass));
        }
    }

    private static final class Allowed extends com.tngtech.archunit.base.DescribedPredicate<JavaClass> {
        private final java.util.Set<String> areas;

        Allowed(String area, String... uses) {
            super("are foreign, or in " + area + ", config or one of " + String.join(", ", uses));
            areas = new java.util.HashSet<>(java.util.List.of(uses));
            areas.add(area);
            areas.add("config");
        }

        @Override
        public boolean test(JavaClass javaClass) {
            String area = area(javaClass);
            return area == null || areas.contains(area);
        }
    }
}
