/**
 * The settings of a replica and the options that set them.
 *
 * <p>Each option is defined once, as a picocli field with its name, help text, default and type, in the {@code *Options} class
 * of its group ({@code --http.*} in {@link dev.drover.config.HttpOptions}). Its key in the TOML file ({@code http.port}) and
 * its environment variable ({@code DROVER_HTTP_PORT}) are derived from the flag ({@code --http.port}). The command line takes
 * precedence over the environment, the environment over the file, and the file over the default;
 * {@link dev.drover.config.Defaults} looks up the latter three.
 *
 * <p>Parsing produces a {@link dev.drover.config.Config}, an immutable record with one record per group ({@code HttpOptions}
 * becomes {@link dev.drover.config.HttpConfig}). The constructors of these records check the values, so a record that exists
 * is valid. The rest of the program sees the records only.
 *
 * <p>To add an option, add the field to its {@code *Options} class and a component to the {@code *Config} record, and
 * regenerate the option table of the README and {@code conf/drover.toml}; both come from the help texts.
 *
 * <p>This package imports no other package of Drover and may be imported by all of them.
 */
@NullMarked
package dev.drover.config;

import org.jspecify.annotations.NullMarked;
