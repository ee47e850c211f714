package dev.connectorkit.console.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.config.SplitConfig;
import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.instance.EnvironmentValue;
import dev.connectorkit.console.instance.InstanceSources;
import dev.connectorkit.console.instance.ManagedInstance;
import dev.connectorkit.console.logo.ManagedLogos;
import dev.connectorkit.host.config.ConfigForm;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A file that has whole instances, and environment variables that have single values of any. */
public final class FileAndEnvironment implements InstanceSources {

  private final EnvironmentValues environment;
  private final References references;
  private final Optional<ManagedFile> file;
  private final Optional<FileLogos> logos;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile List<ManagedInstance> managed;

  private FileAndEnvironment(Map<String, String> environment, Optional<ManagedFile> file) {
    this.environment = new EnvironmentValues(environment);
    this.references = References.of(environment, file.map(ManagedFile::path));
    this.file = file;
    this.logos = file.map(one -> new FileLogos(references, one.path()));
    this.managed = resolved();
  }

  /**
   * @param file in the format of {@link InstancesFile}, watched from now on
   * @throws SettingException when it cannot be used
   */
  public static FileAndEnvironment of(Map<String, String> environment, Optional<Path> file) {
    return new FileAndEnvironment(environment, file.map(ManagedFile::open));
  }

  @Override
  public boolean look() {
    looking.lock();
    try {
      Optional<String> before = unusable();
      file.ifPresent(ManagedFile::look);
      List<ManagedInstance> now = resolved();
      boolean changed = !now.equals(managed) || !unusable().equals(before);
      managed = now;
      return changed;
    } finally {
      looking.unlock();
    }
  }

  @Override
  public List<ManagedInstance> managed() {
    return managed;
  }

  @Override
  public Map<String, EnvironmentValue> values(String instanceId, ConfigForm form) {
    return environment.of(instanceId, form);
  }

  @Override
  public Set<String> unused(Set<String> used, Set<String> waiting) {
    return environment.unused(used, waiting);
  }

  @Override
  public Optional<Path> file() {
    return file.map(ManagedFile::path);
  }

  @Override
  public Optional<String> unusable() {
    return file.flatMap(ManagedFile::problem);
  }

  /** The logos of the instances that the file has. */
  public ManagedLogos logos() {
    return logos.map(FileLogos::all).orElse(ManagedLogos.NONE);
  }

  private List<ManagedInstance> resolved() {
    List<InstanceEntry> entries =
        file.map(ManagedFile::content).map(InstancesFile::instances).orElse(List.of());
    logos.ifPresent(all -> all.look(entries));
    return entries.stream().map(this::resolved).toList();
  }

  private ManagedInstance resolved(InstanceEntry entry) {
    var unresolved = new LinkedHashMap<String, String>();
    Map<String, Object> config = references.resolve(entry.config(), "", unresolved::put);
    entry.secrets().orElse(Set.of()).stream()
        .filter(place -> SplitConfig.find(entry.config(), place).isEmpty())
        .forEach(
            place ->
                unresolved.put(
                    place, "The file says of the secret " + place + " only that it is."));
    return new ManagedInstance(
        entry.id(),
        entry.connectorId(),
        entry.displayName(),
        entry.state(),
        config,
        unresolved,
        logos.map(all -> all.flaws(entry)).orElse(List.of()),
        revision(entry));
  }

  /** The same on all nodes that have the same file. */
  private static long revision(InstanceEntry entry) {
    try {
      byte[] text = new InstancesFile(List.of(entry)).text().getBytes(UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      // As many bits as every JSON parser keeps.
      return ByteBuffer.wrap(hash).getLong() >>> 11;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
