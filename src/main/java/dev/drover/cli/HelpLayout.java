package dev.drover.cli;

import dev.drover.config.Defaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Groups long option lists in help texts by the first part of the option name. */
final class HelpLayout {
    private HelpLayout() {}

    /** Applies the layout to a command and its subcommands. */
    static void apply(CommandLine command) {
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::options);
        command.setUsageHelpAutoWidth(true);
        command.getSubcommands().values().forEach(HelpLayout::apply);
    }

    private static String options(Help help) {
        Map<String, List<OptionSpec>> groups = help.commandSpec().options().stream()
                .filter(option -> !option.hidden())
                .collect(Collectors.groupingBy(HelpLayout::group, LinkedHashMap::new, Collectors.toList()));
        if (groups.size() < 3) {
            return help.optionList();
        }
        StringBuilder text = new StringBuilder();
        groups.forEach((group, options) -> {
            Help.Layout layout = help.createDefaultLayout();
            options.forEach(option -> layout.addOption(option, help.parameterLabelRenderer()));
            text.append(group).append(System.lineSeparator()).append(layout).append(System.lineSeparator());
        });
        return text.toString();
    }

    private static String group(OptionSpec option) {
        String key = Defaults.key(option);
        int dot = key.indexOf('.');
        return dot < 0 ? "General" : key.substring(0, dot);
    }
}
