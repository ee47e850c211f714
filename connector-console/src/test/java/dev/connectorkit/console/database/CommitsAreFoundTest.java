package dev.connectorkit.console.database;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.h2.store.fs.Recorder;
import org.h2.store.fs.rec.FilePathRec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file of the embedded database as it is after each single write, which is what a killed
 * process leaves: what was committed by then is found in it.
 */
@Timeout(900)
class CommitsAreFoundTest {

  private static final int RUNS = "all".equals(System.getProperty("tests")) ? 40 : 8;

  @TempDir Path folder;

  private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
  private final Random random = new Random(12);
  private volatile long committed;
  private volatile boolean recording;

  @Test
  void howeverTheProcessEnds() throws Exception {
    FilePathRec.register();
    FilePathRec.setRecorder(this::record);
    try {
      for (int run = 0; run < RUNS; run++) {
        Path file = folder.resolve("live.mv.db");
        byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        changes.clear();
        recording = run > 0;
        work(run == 0);
        recording = false;
        replay(before);
      }
    } finally {
      FilePathRec.setRecorder(null);
    }
  }

  private void work(boolean first) throws SQLException {
    try (Connection one = DriverManager.getConnection(url("rec:", "live"), "sa", "");
        Connection other = DriverManager.getConnection(url("rec:", "live"), "sa", "");
        Statement statement = one.createStatement();
        Statement beside = other.createStatement()) {
      if (first) {
        statement.execute("CREATE TABLE t (n BIGINT PRIMARY KEY, v VARCHAR(2000))");
        for (int i = 0; i < 20; i++) {
          statement.execute("CREATE TABLE z" + i + " (k INT PRIMARY KEY, n BIGINT)");
        }
      }
      for (int i = random.nextInt(12); i >= 0; i--) {
        beside.execute(
            "MERGE INTO z%d VALUES (%d, %d)".formatted(random.nextInt(20), random.nextInt(30), i));
        long next = committed + 1;
        statement.execute(
            "INSERT INTO t VALUES (%d, '%s')".formatted(next, "x".repeat(random.nextInt(1_500))));
        committed = next;
      }
    }
  }

  private void replay(byte[] before) throws Exception {
    Path copy = Files.write(folder.resolve("copy"), before);
    try (FileChannel channel = FileChannel.open(copy, READ, WRITE)) {
      for (int i = 0; i < changes.size(); i++) {
        changes.get(i).applyTo(channel);
        long due = i + 1 < changes.size() ? changes.get(i + 1).committed() : committed;
        Files.copy(copy, folder.resolve("left.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(found())
            .as("after write %d of %d", i, changes.size())
            .isGreaterThanOrEqualTo(due);
      }
    }
  }

  private long found() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url("", "left"), "sa", "");
        ResultSet newest = connection.createStatement().executeQuery("SELECT MAX(n) FROM t")) {
      newest.next();
      return newest.getLong(1);
    }
  }

  private String url(String layer, String name) {
    return "jdbc:h2:" + layer + folder.resolve(name) + DatabaseSettings.EMBEDDED;
  }

  private void record(int operation, String file, byte[] data, long at) {
    if (!recording || !file.endsWith(".mv.db")) {
      return;
    }
    if (operation == Recorder.WRITE) {
      changes.add(new Change(data.clone(), at, committed));
    } else if (operation == Recorder.TRUNCATE) {
      changes.add(new Change(new byte[0], at, committed));
    }
  }

  /**
   * @param data what was written; empty where the file was cut off
   */
  private record Change(byte[] data, long at, long committed) {

    void applyTo(FileChannel file) throws IOException {
      if (data.length == 0) {
        file.truncate(at);
        return;
      }
      ByteBuffer left = ByteBuffer.wrap(data);
      while (left.hasRemaining()) {
        file.write(left, at + left.position());
      }
    }
  }
}
