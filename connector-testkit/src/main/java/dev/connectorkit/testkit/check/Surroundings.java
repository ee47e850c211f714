package dev.connectorkit.testkit.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What all of a JVM shares, at one moment. Of worth only in a process in which nothing else runs.
 *
 * @param shared each thing by its name
 * @param threads the threads that the kit did not start
 * @param properties the system properties
 * @param files the files in the temporary and the working folder
 * @param printed how much was printed
 */
record Surroundings(
    Map<String, Object> shared,
    Set<String> threads,
    Map<String, String> properties,
    Set<String> files,
    int printed) {

  private static final String HOOKS = "the shutdown hooks";

  // Threads of the JVM, of the fake world and of the kit itself.
  private static final Set<String> EXPECTED =
      Set.of(
          "call into the connector",
          "fake-world",
          "connector-http-",
          "conformance",
          "main",
          "Reference Handler",
          "Finalizer",
          "Signal Dispatcher",
          "Common-Cleaner",
          "Notification Thread",
          "Attach Listener",
          "process reaper",
          "Cleaner-",
          "Keep-Alive-Timer",
          "connector ");

  static Surroundings now() {
    Map<String, Object> shared = new LinkedHashMap<>();
    shared.put("the default locale", Locale.getDefault());
    shared.put("the display locale", Locale.getDefault(Locale.Category.DISPLAY));
    shared.put("the default time zone", TimeZone.getDefault().getID());
    shared.put("the default SSL context", sslContext());
    shared.put("the default hostname verifier", HttpsURLConnection.getDefaultHostnameVerifier());
    shared.put("the default SSL socket factory", HttpsURLConnection.getDefaultSSLSocketFactory());
    shared.put("the default proxy selector", String.valueOf(ProxySelector.getDefault()));
    shared.put("the default authenticator", String.valueOf(Authenticator.getDefault()));
    shared.put("the cookie handler", String.valueOf(CookieHandler.getDefault()));
    shared.put("the response cache", String.valueOf(ResponseCache.getDefault()));
    shared.put("standard output", System.out);
    shared.put("standard error", System.err);
    shared.put("standard input", System.in);
    shared.put(
        "the default exception handler",
        String.valueOf(Thread.getDefaultUncaughtExceptionHandler()));
    shared.put(
        "the security providers",
        Arrays.stream(Security.getProviders()).map(Provider::getName).toList());
    shared.put("the URL stream handler factory", String.valueOf(field(URL.class, "factory")));
    shared.put(HOOKS, hooks());
    return new Surroundings(
        shared, strangeThreads(), readProperties(), listFiles(), StrayOutput.text().length());
  }

  /**
   * What is set for the whole process and stays so, each in a few words: nothing that the JDK sets
   * up by itself on first use, so that a change is seen even if it was made once only.
   */
  Set<String> lastingChangesSince(Surroundings before) {
    Set<String> changes = new TreeSet<>();
    shared.forEach(
        (name, value) -> {
          if (!name.equals(HOOKS) && !Objects.equals(value, before.shared.get(name))) {
            changes.add(name + " is another one");
          }
        });
    addPropertyChanges(before, changes);
    return changes;
  }

  private void addPropertyChanges(Surroundings before, Set<String> changes) {
    properties.forEach(
        (name, value) -> {
          if (!value.equals(before.properties.get(name))) {
            changes.add("the system property " + name + " is set");
          }
        });
    before.properties.keySet().stream()
        .filter(name -> !properties.containsKey(name))
        .forEach(name -> changes.add("the system property " + name + " is gone"));
  }

  /** What is different now, each in a few words. */
  Set<String> changesSince(Surroundings before) {
    Set<String> changes = new TreeSet<>();
    shared.forEach(
        (name, value) -> {
          if (!Objects.equals(value, before.shared.get(name))) {
            changes.add(name + " is another one");
          }
        });
    Set<String> started = new TreeSet<>(threads);
    started.removeAll(before.threads);
    started.forEach(name -> changes.add("the thread '" + name + "' runs"));
    addPropertyChanges(before, changes);
    Set<String> made = new TreeSet<>(files);
    made.removeAll(before.files);
    made.forEach(name -> changes.add("there is a file " + name));
    if (printed > before.printed) {
      changes.add("something is printed to standard output or error");
    }
    return changes;
  }

  /** Threads that neither the JVM nor the kit started. */
  static Set<String> strangeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> EXPECTED.stream().noneMatch(name::startsWith))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Object sslContext() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      return "none";
    }
  }

  private static Map<String, String> readProperties() {
    var properties = new TreeMap<String, String>();
    System.getProperties().stringPropertyNames().stream()
        // Kept up to date by the JDK itself.
        .filter(name -> !name.startsWith("jdk.internal") && !name.startsWith("sun.nio"))
        .forEach(name -> properties.put(name, System.getProperty(name, "")));
    return properties;
  }

  private static Set<String> listFiles() {
    return Stream.of("java.io.tmpdir", "user.dir")
        .map(property -> Path.of(System.getProperty(property)))
        .distinct()
        .flatMap(Surroundings::list)
        // The host's own copies of the jar.
        .filter(name -> !name.matches("connector-[\\d-]+\\.jar") && !name.startsWith("hsperfdata"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int hooks() {
    try {
      Object hooks = field(Class.forName("java.lang.ApplicationShutdownHooks"), "hooks");
      return hooks instanceof Map<?, ?> map ? map.size() : 0;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Readable because workers are started with these packages open. */
  private static @Nullable Object field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This JDK keeps " + name + " elsewhere.", e);
    }
  }
}
