//! The program that carries campaigns out: `cargo xtask campaign`.

fn main() -> std::process::ExitCode {
    campaign::main()
}
