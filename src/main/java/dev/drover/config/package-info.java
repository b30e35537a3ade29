/**
 * Settings: each option is defined once, as a picocli field with its name, help, default and type; its key in the TOML file
 * ({@code http.port}) and its environment variable ({@code DROVER_HTTP_PORT}) are derived from the name of the flag
 * ({@code --http.port}). The command line wins over the environment, that over the file, that over the default. What comes
 * out is {@link dev.drover.config.Config}, a record of records that the rest of the program reads. Imports nothing else of
 * Drover and is imported by everything.
 */
@NullMarked
package dev.drover.config;

import org.jspecify.annotations.NullMarked;
