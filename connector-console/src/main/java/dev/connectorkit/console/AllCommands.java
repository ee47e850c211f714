package dev.connectorkit.console;

import picocli.CommandLine.Command;

/** What the program can do. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    version = "Connector Kit 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "[COMMAND]",
    description = "The console: a sign-in page, and an operator's pages to configure connectors.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "./console without a command is serve. For the options of one: ./console COMMAND --help"
    })
final class AllCommands {}
