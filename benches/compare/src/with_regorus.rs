//! regorus: the same rules in Rego, interpreted, and compiled for its virtual machine.

use std::hint::black_box;

use recoup_engine::Day;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Rc, Value};

use crate::case::Case;
use crate::contender::{Contender, Fallible, Work};
use crate::results::{NAMES, Outcome, Results};

const MODULE: &str = include_str!("../rules/us-zz.rego");
const RESULTS: &str = "data.us_zz.results";
const DAY: i64 = 86_400_000_000_000;

/// The cases as texts, and read.
struct Inputs {
    texts: Vec<String>,
    read: Vec<Value>,
}

impl Inputs {
    fn new(cases: &[Case]) -> Fallible<Inputs> {
        let texts: Vec<_> = cases.iter().map(Case::record).collect();
        let read = texts.iter().map(|text| Value::from_json_str(text)).collect::<Result<_, _>>()?;
        Ok(Inputs { texts, read })
    }

    /// Puts each case to `answer`.
    fn each(&self, work: Work, mut answer: impl FnMut(Value) -> Fallible<Value>) -> Fallible<()> {
        if work == Work::Evaluate {
            for case in &self.read {
                black_box(answer(case.clone())?);
            }
            return Ok(());
        }
        for text in &self.texts {
            let answer = black_box(answer(Value::from_json_str(text)?)?);
            if work == Work::ReadAndWrite {
                black_box(serde_json::to_string(&answer)?);
            }
        }
        Ok(())
    }
}

fn engine() -> Fallible<Engine> {
    let mut engine = Engine::new();
    engine.add_policy("us-zz.rego".to_owned(), MODULE.to_owned())?;
    Ok(engine)
}

/// As it is used at first: the module is interpreted.
pub struct Interpreted {
    engine: Engine,
    inputs: Inputs,
}

impl Interpreted {
    pub fn new(cases: &[Case]) -> Fallible<Interpreted> {
        Ok(Interpreted { engine: engine()?, inputs: Inputs::new(cases)? })
    }
}

impl Contender for Interpreted {
    fn name(&self) -> &'static str {
        "regorus, interpreted"
    }

    fn results(&mut self, case: usize) -> Fallible<Results> {
        self.engine.set_input(self.inputs.read[case].clone());
        Ok(results(&self.engine.eval_rule(RESULTS.to_owned())?))
    }

    fn answer_all(&mut self, work: Work) -> Fallible<()> {
        let engine = &mut self.engine;
        self.inputs.each(work, |case| {
            engine.set_input(case);
            Ok(engine.eval_rule(RESULTS.to_owned())?)
        })
    }
}

/// Compiled for its virtual machine, which is kept from case to case.
pub struct Compiled {
    machine: RegoVM,
    inputs: Inputs,
}

impl Compiled {
    pub fn new(cases: &[Case]) -> Fallible<Compiled> {
        let policy = engine()?.compile_with_entrypoint(&Rc::from(RESULTS))?;
        let mut machine = RegoVM::new();
        machine.load_program(Compiler::compile_from_policy(&policy, &[RESULTS])?);
        machine.set_max_instructions(usize::MAX);
        Ok(Compiled { machine, inputs: Inputs::new(cases)? })
    }
}

impl Contender for Compiled {
    fn name(&self) -> &'static str {
        "regorus, compiled"
    }

    fn results(&mut self, case: usize) -> Fallible<Results> {
        self.machine.set_input(self.inputs.read[case].clone());
        Ok(results(&self.machine.execute()?))
    }

    fn answer_all(&mut self, work: Work) -> Fallible<()> {
        let machine = &mut self.machine;
        self.inputs.each(work, |case| {
            machine.set_input(case);
            Ok(machine.execute()?)
        })
    }
}

fn results(answer: &Value) -> Results {
    NAMES.map(|name| match &answer[name] {
        Value::Bool(holds) => Outcome::Is(*holds),
        Value::Null => Outcome::Never,
        Value::Number(_) => day(&answer[name]).map_or(Outcome::Missing, Outcome::On),
        _ => Outcome::Missing,
    })
}

/// A day out of nanoseconds since 1970.
fn day(value: &Value) -> Option<Day> {
    let nanoseconds = value.as_i64().ok()?;
    let days = i32::try_from(nanoseconds / DAY).ok()?;
    (nanoseconds % DAY == 0).then_some(Day::new(1970, 1, 1)?.plus(days))
}
