//! zen-engine: the same rules as a decision graph with one node of expressions;
//! and the expressions alone, without the graph around them.

use std::hint::black_box;

use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use zen_engine::model::GraphContent;
use zen_engine::{Decision, Variable};
use zen_expression::expression::Standard;
use zen_expression::{Expression, Isolate};

use crate::case::Case;
use crate::contender::{Contender, Fallible, Work};
use crate::results::{NAMES, Outcome, Results};

const GRAPH: &str = include_str!("../rules/us-zz.jdm.json");

/// The cases as texts, and read.
struct Inputs {
    texts: Vec<String>,
    read: Vec<Variable>,
}

impl Inputs {
    fn new(cases: &[Case]) -> Fallible<Inputs> {
        let texts: Vec<_> = cases.iter().map(Case::record).collect();
        let read = texts.iter().map(|text| serde_json::from_str(text)).collect::<Result<_, _>>()?;
        Ok(Inputs { texts, read })
    }
}

/// The graph, its expressions compiled beforehand.
pub struct Graph {
    decision: Decision,
    runtime: Runtime,
    inputs: Inputs,
}

impl Graph {
    pub fn new(cases: &[Case]) -> Fallible<Graph> {
        let mut decision = Decision::from(serde_json::from_str::<GraphContent>(GRAPH)?);
        decision.compile();
        let runtime = Builder::new_current_thread().build()?;
        Ok(Graph { decision, runtime, inputs: Inputs::new(cases)? })
    }
}

impl Contender for Graph {
    fn name(&self) -> &'static str {
        "zen-engine, compiled graph"
    }

    fn results(&mut self, case: usize) -> Fallible<Results> {
        let answer = self.decision.evaluate(self.inputs.read[case].clone());
        Ok(results(&self.runtime.block_on(answer)?.result))
    }

    fn answer_all(&mut self, work: Work) -> Fallible<()> {
        // One block for all, so that entering it is not counted for each case.
        self.runtime.block_on(async {
            if work == Work::Evaluate {
                for case in &self.inputs.read {
                    black_box(self.decision.evaluate(case.clone()).await?);
                }
                return Ok(());
            }
            for text in &self.inputs.texts {
                let answer = self.decision.evaluate(serde_json::from_str(text)?).await?;
                let answer = black_box(answer);
                if work == Work::ReadAndWrite {
                    black_box(serde_json::to_string(&answer.result)?);
                }
            }
            Ok(())
        })
    }
}

/// The graph's expressions, one after the other, in one isolate that is kept.
pub struct Expressions {
    expressions: Vec<(String, Expression<Standard>)>,
    isolate: Isolate,
    inputs: Inputs,
}

impl Expressions {
    pub fn new(cases: &[Case]) -> Fallible<Expressions> {
        let graph: Value = serde_json::from_str(GRAPH)?;
        let mut isolate = Isolate::new();
        let mut expressions = Vec::new();
        let list = graph.pointer("/nodes/1/content/expressions").and_then(Value::as_array);
        for expression in list.into_iter().flatten() {
            let text = |key: &str| expression[key].as_str().ok_or("an expression without a text");
            expressions.push((text("key")?.to_owned(), isolate.compile_standard(text("value")?)?));
        }
        Ok(Expressions { expressions, isolate, inputs: Inputs::new(cases)? })
    }

    fn evaluate(&mut self, case: Variable) -> Fallible<Variable> {
        let results = Variable::empty_object();
        self.isolate.set_environment(case);
        self.isolate.set_reference_value(results.clone())?;
        for (key, expression) in &self.expressions {
            let value = self.isolate.run_compiled(expression.bytecode())?;
            results.dot_insert(key, value);
        }
        Ok(results)
    }
}

impl Contender for Expressions {
    fn name(&self) -> &'static str {
        "zen-expression, no graph"
    }

    fn results(&mut self, case: usize) -> Fallible<Results> {
        Ok(results(&self.evaluate(self.inputs.read[case].clone())?))
    }

    fn answer_all(&mut self, work: Work) -> Fallible<()> {
        for at in 0..self.inputs.texts.len() {
            let case = if work == Work::Evaluate {
                self.inputs.read[at].clone()
            } else {
                serde_json::from_str(&self.inputs.texts[at])?
            };
            let answer = black_box(self.evaluate(case)?);
            if work == Work::ReadAndWrite {
                black_box(serde_json::to_string(&answer)?);
            }
        }
        Ok(())
    }
}

fn results(answer: &Variable) -> Results {
    NAMES.map(|name| match answer.dot(name) {
        Some(Variable::Bool(holds)) => Outcome::Is(holds),
        Some(Variable::Null) => Outcome::Never,
        Some(date) => {
            let text = date.to_value();
            let day = text.as_str().and_then(|text| text.get(..10)?.parse().ok());
            day.map_or(Outcome::Missing, Outcome::On)
        }
        // A graph leaves out of its answer what is null.
        None if name == "levy_ends" => Outcome::Never,
        None => Outcome::Missing,
    })
}
